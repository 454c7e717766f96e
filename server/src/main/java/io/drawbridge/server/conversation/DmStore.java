package io.drawbridge.server.conversation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Finds and makes DMs: one per home and set of people. */
final class DmStore {
  /** The DM of a key: its own, or that of an address which turned out to be somebody's. */
  Optional<ConversationId> byKey(Handle handle, DmKey key) {
    return handle
        .createQuery(
            """
            select id from conversation where dm_key = :key
            union all
            select conversation from dm_alias where dm_key = :key
            """)
        .bind("key", key.text())
        .mapTo(Long.class)
        .findOne()
        .map(ConversationId::new);
  }

  /** The key of a DM; empty if there is no such DM, or another took its place. */
  Optional<DmKey> key(Handle handle, ConversationId dm) {
    return handle
        .createQuery("select dm_key from conversation where id = :id and dm_key is not null")
        .bind("id", dm.value())
        .mapTo(String.class)
        .findOne()
        .map(DmKey::new);
  }

  /** Makes this the DM of that key alone from now on; without a key it is no more to be found. */
  void rename(Handle handle, ConversationId dm, Optional<DmKey> key) {
    handle
        .createUpdate("update conversation set dm_key = cast(:key as text) where id = :id")
        .bind("key", key.map(DmKey::text))
        .bind("id", dm.value())
        .execute();
  }

  /** Makes the key lead to this DM too from now on. */
  void alias(Handle handle, DmKey key, ConversationId dm) {
    handle
        .createUpdate("insert into dm_alias (dm_key, conversation) values (:key, :dm)")
        .bind("key", key.text())
        .bind("dm", dm.value())
        .execute();
  }

  /** Returns whether anybody ever wrote in it. */
  boolean written(Handle handle, ConversationId dm) {
    return handle
        .createQuery("select exists (select from message where conversation = :dm)")
        .bind("dm", dm.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** The people in the DM. */
  List<AccountId> people(Handle handle, ConversationId dm) {
    return handle
        .createQuery(
            """
            select l.person from held_own l
            where l.conversation = :dm
            order by l.id
            """)
        .bind("dm", dm.value())
        .mapTo(Long.class)
        .map(AccountId::new)
        .list();
  }

  /**
   * A conversation that all of a DM's people share.
   *
   * @param home the workspace of both
   * @param own the opener is a member there
   */
  record Ground(ConversationId conversation, WorkspaceId home, boolean own) {}

  /**
   * The conversations in which these people meet, one for each workspace: first where they have a
   * DM already, then where one of them is a member, then the oldest, DMs last.
   */
  List<Ground> grounds(Handle handle, AccountId opener, Collection<AccountId> everyone) {
    return handle
        .createQuery(
            """
            select g.id, g.domain, seat_of(:opener, g.domain) is not null as own
            from (
              select distinct on (c.domain) c.id, c.domain, c.kind, c.created_at
              from (
                select p.conversation
                from unnest(:everyone) as e(person)
                cross join lateral (select distinct conversation from paths_of(e.person)) p
                group by p.conversation
                having count(*) = cardinality(:everyone)) shared
              join conversation c on c.id = shared.conversation
              join domain d on d.id = c.domain and d.workspace is not null
              order by c.domain, c.kind = 'dm', c.created_at, c.id) g
            order by exists (
                select from conversation k where k.dm_key = g.domain || :people) desc,
              exists (
                select from unnest(:everyone) as e(person)
                where seat_of(e.person, g.domain) is not null) desc,
              g.kind = 'dm', g.created_at, g.id
            """)
        .bind("opener", opener.value())
        .bindArray("everyone", Long.class, everyone.stream().map(AccountId::value).toList())
        .bind("people", DmKey.ofPeople(everyone))
        .map((RowView row) ->
            new Ground(
                new ConversationId(row.getColumn("id", Long.class)),
                new WorkspaceId(row.getColumn("domain", Long.class)),
                row.getColumn("own", Boolean.class)))
        .list();
  }

  /**
   * Returns whether the person, as a member of its home, shares a conversation with each of the
   * others, or a workspace.
   */
  boolean acquainted(Handle handle, AccountId person, Collection<AccountId> others) {
    return handle
        .createQuery(
            """
            with mine as materialized (
              select conversation from paths_of(:person) p where seat_of(:person, p.domain) is not null)
            select bool_and(
              exists (
                select from paths_of(o.person) theirs join mine using (conversation))
              or exists (
                select from held_seat s
                where s.person = o.person
                  and seat_of(o.person, s.domain) is not null
                  and seat_of(:person, s.domain) is not null))
            from unnest(:others) as o(person)
            """)
        .bind("person", person.value())
        .bindArray("others", Long.class, others.stream().map(AccountId::value).toList())
        .mapTo(Boolean.class)
        .one();
  }

  /** Makes an open DM without people. */
  void insert(ChangeTransaction tx, ConversationId conversation, DmKey key, AccountId starter) {
    tx.handle()
        .createUpdate(
            """
            insert into conversation (id, domain, kind, name, starter, dm_key)
            values (:id, :domain, 'dm', '', :starter, :key)
            """)
        .bind("id", conversation.value())
        .bind("domain", tx.at().domain().value())
        .bind("starter", starter.value())
        .bind("key", key.text())
        .execute();
    tx.wrote(AuditFact.made("conversation", conversation, Map.of("kind", "dm")));
  }

  /**
   * The home of a note pad, which has no workspace. It is made at the first opening; two devices
   * that open it at the same moment meet in one. The second waits for the first at the key.
   */
  DomainId home(Handle handle, DmKey key, DomainId fresh) {
    Optional<DomainId> known = homeOf(handle, key);
    if (known.isPresent()) {
      return known.get();
    }
    handle.createUpdate("insert into domain (id) values (:id)").bind("id", fresh.value()).execute();
    int taken =
        handle
            .createUpdate(
                """
                insert into dm_home (dm_key, domain) values (:key, :domain)
                on conflict (dm_key) do nothing
                """)
            .bind("key", key.text())
            .bind("domain", fresh.value())
            .execute();
    if (taken > 0) {
      return fresh;
    }
    handle.createUpdate("delete from domain where id = :id").bind("id", fresh.value()).execute();
    return homeOf(handle, key).orElseThrow();
  }

  private static Optional<DomainId> homeOf(Handle handle, DmKey key) {
    return handle
        .createQuery("select domain from dm_home where dm_key = :key")
        .bind("key", key.text())
        .mapTo(Long.class)
        .findOne()
        .map(DomainId::new);
  }

  /** The oldest of the workspaces that all of them are members of. */
  Optional<WorkspaceId> commonWorkspace(Handle handle, Collection<AccountId> everyone) {
    return handle
        .createQuery(
            """
            select w.id
            from held_seat l join workspace w on w.id = l.domain
            where l.person = any(:everyone)
              and seat_of(l.person, l.domain) is not null
            group by w.id
            having count(distinct l.person) = :count
            order by w.created_at, w.id
            limit 1
            """)
        .bindArray("everyone", Long.class, everyone.stream().map(AccountId::value).toList())
        .bind("count", everyone.size())
        .mapTo(Long.class)
        .findOne()
        .map(WorkspaceId::new);
  }

  /** The workspaces that the person is a member of, the oldest first. */
  List<WorkspaceId> seats(Handle handle, AccountId person) {
    return handle
        .createQuery(
            """
            select w.id
            from held_seat l join workspace w on w.id = l.domain
            where l.person = :person and seat_of(:person, l.domain) is not null
            order by w.created_at, w.id
            """)
        .bind("person", person.value())
        .mapTo(Long.class)
        .map(WorkspaceId::new)
        .list();
  }

  /** Returns whether the owner of the address is awaited, or there: somebody beside those named. */
  boolean awaitsOrHasAnother(
      Handle handle, ConversationId conversation, Collection<AccountId> named) {
    return handle
        .createQuery(
            """
            select exists (
                select from held_own l
                where l.conversation = :conversation and l.person <> all(:named))
              or exists (
                select from invitation i
                where i.conversation = :conversation and i.state in ('pending', 'undeliverable')
                  and (i.person is null or i.person <> all(:named)) and i.expires_at > clock_timestamp())
            """)
        .bind("conversation", conversation.value())
        .bindArray("named", Long.class, named.stream().map(AccountId::value).toList())
        .mapTo(Boolean.class)
        .one();
  }
}
