package io.drawbridge.server.delivery.peer;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.peer.Batch.Change;
import io.drawbridge.server.delivery.peer.Batch.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads the batches of other nodes, and forgets old ones. */
final class PeerStore {
  /** Where each lane stands, of every node. */
  Map<Long, Long> lanes(Handle handle) {
    Map<Long, Long> lanes = new HashMap<>();
    handle
        .createQuery("select id, last from lane")
        .map((rows, context) -> lanes.put(rows.getLong("id"), rows.getLong("last")))
        .list();
    return lanes;
  }

  /**
   * The batches of other nodes after these numbers, each lane's in ascending order. A lane of which
   * there are only swept ones has one with the number zero.
   */
  List<Batch> after(Handle handle, String node, Map<Long, Long> numbers, int limit) {
    Columns known = Columns.empty().number("lanes").number("numbers");
    numbers.forEach(known::add);
    return known
        .bind(
            handle.createQuery(
                """
                select l.id as lane, coalesce(b.number, 0) as number, b.kind, b.scope, b.from_epoch,
                       b.to_epoch, b.narrowing, b.policies, b.domains, b.conversations, b.befores
                from lane l
                left join unnest(:lanes, :numbers) as k (lane, number) on k.lane = l.id
                left join batch b on b.lane = l.id and b.number > coalesce(k.number, 0)
                where l.node <> :node and l.last > coalesce(k.number, 0)
                order by l.id, b.number limit :limit
                """))
        .bind("node", node)
        .bind("limit", limit)
        .reduceRows(
            new ArrayList<Batch>(),
            (batches, row) -> {
              batches.add(batch(row));
              return batches;
            });
  }

  private static Batch batch(RowView row) {
    long lane = row.getColumn("lane", Long.class);
    long number = row.getColumn("number", Long.class);
    return number == 0
        ? new Batch(lane, 0, Optional.empty(), List.of())
        : new Batch(lane, number, change(row), places(row));
  }

  private static Optional<Change> change(RowView row) {
    String kind = row.getColumn("kind", String.class);
    return switch (kind) {
      case "content" -> Optional.empty();
      case "account" ->
          Optional.of(
              new Change.OfAccount(
                  new AccountId(row.getColumn("scope", Long.class)),
                  row.getColumn("to_epoch", Long.class)));
      case "domain" ->
          Optional.of(
              new Change.OfDomain(
                  new DomainId(row.getColumn("scope", Long.class)),
                  row.getColumn("from_epoch", Long.class),
                  row.getColumn("to_epoch", Long.class),
                  row.getColumn("narrowing", Boolean.class),
                  row.getColumn("policies", Boolean.class)));
      default -> throw new IllegalStateException("batch: kind " + kind);
    };
  }

  private static List<Place> places(RowView row) {
    Long[] domains = row.getColumn("domains", Long[].class);
    Long[] conversations = row.getColumn("conversations", Long[].class);
    Long[] befores = row.getColumn("befores", Long[].class);
    List<Place> places = new ArrayList<>(domains.length);
    for (int i = 0; i < domains.length; i++) {
      places.add(
          new Place(new DomainId(domains[i]), new ConversationId(conversations[i]), befores[i]));
    }
    return places;
  }

  /** Forgets batches older than that, and the lanes of nodes that are gone and have none. */
  void sweep(Handle handle, Duration age) {
    handle
        .createUpdate(
            "delete from batch where at < clock_timestamp() - :seconds * interval '1 second'")
        .bind("seconds", age.toSeconds())
        .execute();
    handle.execute(
        """
        delete from lane l
        where not exists (select from node n where n.id = l.node)
          and not exists (select from batch b where b.lane = l.id)
        """);
  }
}
