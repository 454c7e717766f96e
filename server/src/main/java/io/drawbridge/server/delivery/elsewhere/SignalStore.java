package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.Columns;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The rows of signals between nodes, and which nodes there are. */
final class SignalStore {
  /** Writes signals of a node, with the numbers after this one. */
  void write(Handle handle, String node, long before, List<Signal> signals) {
    Columns rows =
        Columns.empty()
            .text("kinds")
            .text("accounts")
            .text("tags")
            .number("domains")
            .number("conversations")
            .number("needs")
            .number("epochs")
            .number("positions")
            .text("whoses")
            .text("flags")
            .text("frames");
    for (Signal signal : signals) {
      SignalRow row = SignalRow.of(signal);
      rows.add(
          row.kind(),
          array(row.accounts()),
          row.tag(),
          row.domain(),
          row.conversation(),
          row.needs(),
          row.epoch(),
          row.pos(),
          array(row.whose()),
          Boolean.toString(row.flag()),
          row.frame());
    }
    rows.bind(
            handle.createUpdate(
                """
                insert into signal (node, number, kind, accounts, tag, domain, conversation, needs,
                                    epoch, pos, whose, flag, frame)
                select :node, :before + s.n, s.kind, s.accounts::bigint[], s.tag, s.domain,
                       s.conversation, s.needs, s.epoch, s.pos, s.whose::bigint[], s.flag::boolean,
                       s.frame
                from unnest(:kinds, :accounts, :tags, :domains, :conversations, :needs, :epochs,
                            :positions, :whoses, :flags, :frames) with ordinality
                  as s (kind, accounts, tag, domain, conversation, needs, epoch, pos, whose, flag,
                        frame, n)
                """))
        .bind("node", node)
        .bind("before", before)
        .execute();
  }

  /** Each row has a list of its own, which {@code unnest} of lists would take apart. */
  private static String array(List<AccountId> accounts) {
    return accounts.stream()
        .map(account -> Long.toString(account.value()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A signal and its number among those of its node. */
  record Numbered(String node, long number, SignalRow row) {}

  /** The signals of these nodes after these numbers, each node's in ascending order. */
  List<Numbered> after(Handle handle, Map<String, Long> numbers, int max) {
    Columns known = Columns.empty().text("nodes").number("numbers");
    numbers.forEach(known::add);
    return known
        .bind(
            handle.createQuery(
                """
                select s.node, s.number, s.kind, s.accounts, s.tag, s.domain, s.conversation,
                       s.needs, s.epoch, s.pos, s.whose, s.flag, s.frame
                from unnest(:nodes, :numbers) as k (node, number)
                join signal s on s.node = k.node and s.number > k.number
                order by s.node, s.number limit :max
                """))
        .bind("max", max)
        .map((rows, context) ->
            new Numbered(
                rows.getString("node"),
                rows.getLong("number"),
                new SignalRow(
                    rows.getString("kind"),
                    SqlArray.ids(rows, "accounts", AccountId::new),
                    rows.getString("tag"),
                    rows.getLong("domain"),
                    rows.getLong("conversation"),
                    rows.getLong("needs"),
                    rows.getLong("epoch"),
                    rows.getLong("pos"),
                    SqlArray.ids(rows, "whose", AccountId::new),
                    rows.getBoolean("flag"),
                    rows.getString("frame"))))
        .list();
  }

  /** The newest signal of each of these nodes, or 0. */
  Map<String, Long> numbers(Handle handle, Collection<String> nodes) {
    Map<String, Long> numbers = new HashMap<>();
    handle
        .createQuery(
            """
            select k.node, coalesce((select max(number) from signal s where s.node = k.node), 0) as last
            from unnest(:nodes) as k (node)
            """)
        .bind("nodes", new SqlArray("text", List.copyOf(nodes)))
        .map((rows, context) -> numbers.put(rows.getString("node"), rows.getLong("last")))
        .list();
    return numbers;
  }

  /** The other nodes that serve. */
  Set<String> others(Handle handle, String node) {
    return handle
        .createQuery("select id from live_node where id <> :node")
        .bind("node", node)
        .mapTo(String.class)
        .collect(Collectors.toSet());
  }

  /** Forgets signals older than that. */
  int sweep(Handle handle, Duration age) {
    return handle
        .createUpdate(
            "delete from signal where at < clock_timestamp() - :seconds * interval '1 second'")
        .bind("seconds", age.toSeconds())
        .execute();
  }
}
