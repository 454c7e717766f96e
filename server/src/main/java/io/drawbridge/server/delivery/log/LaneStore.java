package io.drawbridge.server.delivery.log;

import io.drawbridge.server.access.link.DomainId;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Writes down, in a lane's own transaction and statement, what it commits, so that other nodes read
 * what they have not seen. The number is given under the lock of the lane's row, which lasts until
 * the commit: so numbers have no gaps, and who sees one sees all before it.
 */
public final class LaneStore {
  /** Parts of {@code with} that stand before the statement proper; numbers the batch. */
  private static final String NUMBERED =
      """
      , numbered as (
        update lane set last = last + 1 where id = :lane returning last
      ), noted as (
        insert into batch (lane, number, kind, scope, from_epoch, to_epoch, narrowing, policies,
                           domains, conversations, befores)
        select :lane, last, :noted_kind, %s, :noted_domains, :noted_conversations, :noted_befores
        from numbered
      )
      """;

  private static final String CONTENT =
      NUMBERED.formatted("null::bigint, null::bigint, null::bigint, false, false");

  private static final String CHANGE =
      NUMBERED.formatted(":scope, :from_epoch, :epoch, :narrowing, :policies");

  /** Writes nothing down: no other node serves. */
  public static final LaneStore ALONE = new LaneStore(List.of());

  private final List<Long> lanes;

  private LaneStore(List<Long> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  /** Makes lanes with these ids for a node. */
  public static LaneStore register(Handle handle, String node, List<Long> ids) {
    handle
        .createUpdate("insert into lane (id, node) select l, :node from unnest(:lanes) as l")
        .bind("node", node)
        .bindArray("lanes", Long.class, ids.toArray())
        .execute();
    return new LaneStore(ids);
  }

  /** The same with one lane of these. */
  public LaneStore lane(int index) {
    return isAlone() ? this : new LaneStore(List.of(lanes.get(index)));
  }

  /** The same with some of these. */
  public LaneStore lanes(int from, int to) {
    return isAlone() ? this : new LaneStore(lanes.subList(from, to));
  }

  public boolean isAlone() {
    return lanes.isEmpty();
  }

  /** What a statement that appends has before its own part. */
  public String content() {
    return isAlone() ? "" : CONTENT;
  }

  /** What a statement that moves a log has before its own part; it has the scope and epoch. */
  public String change() {
    return isAlone() ? "" : CHANGE;
  }

  /** The conversations of a batch; what is appended first to one comes behind {@code before}. */
  public static final class Places {
    private final List<Long> domains = new ArrayList<>();
    private final List<Long> conversations = new ArrayList<>();
    private final List<Long> befores = new ArrayList<>();

    public void add(DomainId domain, long conversation, long before) {
      if (!conversations.contains(conversation)) {
        domains.add(domain.value());
        conversations.add(conversation);
        befores.add(before);
      }
    }
  }

  /** Binds what {@link #content} needs. */
  public <S extends SqlStatement<S>> S bind(S statement, Places places) {
    return isAlone() ? statement : bind(statement, lanes.getFirst(), "content", places);
  }

  /** Binds what {@link #change} needs. */
  public <S extends SqlStatement<S>> S bind(S statement, Moved moved, Places places) {
    return isAlone()
        ? statement
        : bind(statement, of(moved.scope()), moved.account() ? "account" : "domain", places)
            .bind("from_epoch", moved.from())
            .bind("narrowing", moved.narrowing())
            .bind("policies", moved.policies());
  }

  /** A log that is moved on from an epoch. */
  public record Moved(
      long scope, boolean account, long from, boolean narrowing, boolean policies) {}

  private static <S extends SqlStatement<S>> S bind(
      S statement, long lane, String kind, Places places) {
    return statement
        .bind("lane", lane)
        .bind("noted_kind", kind)
        .bindArray("noted_domains", Long.class, places.domains.toArray())
        .bindArray("noted_conversations", Long.class, places.conversations.toArray())
        .bindArray("noted_befores", Long.class, places.befores.toArray());
  }

  private long of(long scope) {
    return lanes.get((int) Long.remainderUnsigned(scope, lanes.size()));
  }

  /** Returns whether one of these lanes made the epoch of the scope. */
  public boolean made(Handle handle, long scope, long epoch) {
    return handle
        .createQuery(
            """
            select exists (select from batch
                           where scope = :scope and from_epoch < :epoch and to_epoch >= :epoch
                             and lane = any(:lanes))
            """)
        .bind("scope", scope)
        .bind("epoch", epoch)
        .bindArray("lanes", Long.class, lanes.toArray())
        .mapTo(Boolean.class)
        .one();
  }
}
