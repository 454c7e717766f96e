package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.session.Elsewhere.Word.Said;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The rows of connections, and of what people say of how they are there. */
final class DeviceStore {
  void add(Handle handle, Collection<Device> devices) {
    Columns rows =
        Columns.empty()
            .text("nodes")
            .number("ids")
            .number("accounts")
            .number("sessions")
            .text("tabs")
            .number("sinces");
    devices.forEach(device ->
        rows.add(
            device.node(),
            device.id(),
            device.account().value(),
            device.session().value(),
            device.tab(),
            device.sinceMicros()));
    rows.bind(
            handle.createUpdate(
                """
                insert into connection (node, id, account, session, tab, since)
                select node, id, account, session, tab, since
                from unnest(:nodes, :ids, :accounts, :sessions, :tabs, :sinces)
                  as d (node, id, account, session, tab, since)
                on conflict do nothing
                """))
        .execute();
  }

  void remove(Handle handle, String node, Collection<Device> devices) {
    handle
        .createUpdate("delete from connection where node = :node and id = any(:ids)")
        .bind("node", node)
        .bind("ids", new SqlArray("bigint", devices.stream().map(Device::id).toList()))
        .execute();
  }

  /** The number of connections of a node that are written down. */
  long count(Handle handle, String node) {
    return handle
        .createQuery("select count(*) from connection where node = :node")
        .bind("node", node)
        .mapTo(Long.class)
        .one();
  }

  /** Forgets all connections of a node. */
  void removeAll(Handle handle, String node) {
    handle.execute("delete from connection where node = ?", node);
  }

  void say(Handle handle, Collection<Said> said) {
    Columns rows = Columns.empty().number("accounts").text("states").text("texts");
    said.forEach(it -> rows.add(it.account().value(), it.state().name(), it.text().orElse(null)));
    rows.bind(
            handle.createUpdate(
                """
                insert into presence (account, state, says)
                select account, state, says
                from unnest(:accounts, :states, :texts) as s (account, state, says)
                order by account
                on conflict (account) do update set state = excluded.state, says = excluded.says
                """))
        .execute();
  }

  /** Forgets what these people said, if they are gone everywhere. */
  void leave(Handle handle, Collection<AccountId> accounts) {
    handle
        .createUpdate(
            """
            delete from presence p
            where p.account = any(:accounts)
              and not exists (select from connection c where c.account = p.account)
            """)
        .bind("accounts", ids(accounts))
        .execute();
  }

  /** The connections to other nodes that serve, of all accounts. */
  List<Device> all(Handle handle, String node) {
    return devices(
        handle
            .createQuery(
                """
                select c.node, c.id, c.account, c.session, c.tab, c.since
                from connection c join live_node n on n.id = c.node where c.node <> :node
                """)
            .bind("node", node));
  }

  /** The same of these accounts. */
  List<Device> of(Handle handle, String node, Collection<AccountId> accounts) {
    return devices(
        handle
            .createQuery(
                """
                select c.node, c.id, c.account, c.session, c.tab, c.since
                from connection c join live_node n on n.id = c.node
                where c.node <> :node and c.account = any(:accounts)
                """)
            .bind("node", node)
            .bind("accounts", ids(accounts)));
  }

  private static List<Device> devices(Query query) {
    return query
        .map((rows, context) ->
            new Device(
                rows.getString("node"),
                rows.getLong("id"),
                new AccountId(rows.getLong("account")),
                new SessionId(rows.getLong("session")),
                rows.getString("tab"),
                rows.getLong("since")))
        .list();
  }

  /** What people say of how they are there. */
  Map<AccountId, Said> said(Handle handle) {
    return said(handle.createQuery("select account, state, says from presence"));
  }

  /** The same of these. */
  Map<AccountId, Said> said(Handle handle, Collection<AccountId> accounts) {
    return said(
        handle
            .createQuery("select account, state, says from presence where account = any(:accounts)")
            .bind("accounts", ids(accounts)));
  }

  private static Map<AccountId, Said> said(Query query) {
    Map<AccountId, Said> said = new HashMap<>();
    query
        .map((rows, context) -> {
          AccountId account = new AccountId(rows.getLong("account"));
          PresenceState state = PresenceState.valueOf(rows.getString("state"));
          return said.put(
              account, new Said(account, state, Optional.ofNullable(rows.getString("says"))));
        })
        .list();
    return said;
  }

  /** Forgets the connections of nodes that serve no more, and what those said who are gone. */
  void sweep(Handle handle) {
    handle.execute(
        "delete from connection c where not exists (select from live_node n where n.id = c.node)");
    handle.execute(
        """
        delete from presence p
        where not exists (select from connection c where c.account = p.account)
        """);
  }

  private static SqlArray ids(Collection<AccountId> accounts) {
    return new SqlArray("bigint", accounts.stream().map(AccountId::value).toList());
  }
}
