package io.drawbridge.server.inbox;

import io.drawbridge.protocol.conversation.Watermark;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Read and delivery marks: one row a person and conversation, moved in batches. */
final class MarkerStore {
  /** Watermarks listed: those furthest ahead. */
  private static final int RECEIPTS_MAX = 500;

  private final Database database;

  MarkerStore(Database database) {
    this.database = database;
  }

  /** A mark as it is on disk now. */
  record Moved(AccountId account, ConversationId conversation, long delivered, long read) {}

  /**
   * Watermarks above the reader's floor, and the epoch of the snapshot they were read in. {@code
   * apart}: the reader sees no other external, so each stands at what the reader sees up to there.
   */
  record Receipts(long needs, boolean apart, List<Watermark> watermarks) {}

  /**
   * Moves marks forward, never beyond the conversation's head, in one committed statement. Returns
   * those that moved. A head below the mover's floor is not theirs to learn: the floor then bounds;
   * nor is that of an external whom they do not see: what they see last then does.
   */
  List<Moved> move(Collection<MarkerMove> moves) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                with asked as (
                  select t.account, t.conversation,
                         least(t.read_pos, greatest(h.head, t.floor_pos)) as read_pos,
                         least(t.delivered_pos, greatest(h.head, t.floor_pos)) as delivered_pos
                  from unnest(:accounts, :conversations, :floors, :reads, :delivered, :apart)
                    as t (account, conversation, floor_pos, read_pos, delivered_pos, apart)
                  join conversation c on c.id = t.conversation
                  cross join lateral (
                    select case when t.apart then last_seen(t.account, c.id, c.domain, c.head)
                                else c.head end as head) h
                ),
                moved as (
                  insert into marker as k
                    (account, conversation, read_pos, delivered_pos, read_at, delivered_at)
                  select account, conversation, read_pos, delivered_pos,
                         clock_timestamp(), clock_timestamp()
                  from asked
                  order by account, conversation
                  on conflict (account, conversation) do update
                  set read_pos = greatest(k.read_pos, excluded.read_pos),
                      delivered_pos = greatest(k.delivered_pos, excluded.delivered_pos),
                      read_at = case when excluded.read_pos > k.read_pos
                        then excluded.read_at else k.read_at end,
                      delivered_at = case when excluded.delivered_pos > k.delivered_pos
                        then excluded.delivered_at else k.delivered_at end
                  where excluded.read_pos > k.read_pos or excluded.delivered_pos > k.delivered_pos
                  returning k.account, k.conversation, k.delivered_pos, k.read_pos
                )
                select account, conversation, delivered_pos, read_pos from moved
                """)
            .bindArray("accounts", Long.class, numbers(moves, MarkerStore::account))
            .bindArray("conversations", Long.class, numbers(moves, MarkerStore::conversation))
            .bindArray("floors", Long.class, numbers(moves, it -> it.permit().floor().pos()))
            .bindArray("reads", Long.class, numbers(moves, MarkerMove::read))
            .bindArray("delivered", Long.class, numbers(moves, MarkerMove::delivered))
            .bindArray(
                "apart", Boolean.class, moves.stream().map(it -> it.permit().apart()).toArray())
            .map(row ->
                new Moved(
                    new AccountId(row.getColumn("account", Long.class)),
                    new ConversationId(row.getColumn("conversation", Long.class)),
                    row.getColumn("delivered_pos", Long.class),
                    row.getColumn("read_pos", Long.class)))
            .list());
  }

  /**
   * The marks of those who are in the conversation now. A mark below the reader's floor shows as
   * none. Empty if the reader sees nothing of the conversation any more.
   */
  Optional<Receipts> receipts(ReadPermit permit) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                select d.epoch as needs, f.apart, t.account, t.delivered_pos, t.read_pos
                from domain d
                cross join floor_of(:reader, :conversation) f
                left join lateral (
                  select k.account,
                         case when k.delivered_pos > f.pos then k.delivered_pos else 0 end as delivered_pos,
                         case when k.read_pos > f.pos then k.read_pos else 0 end as read_pos
                  from (
                    select m.account,
                           case when f.apart then last_seen(:reader, :conversation, :domain, m.delivered_pos)
                                else m.delivered_pos end as delivered_pos,
                           case when f.apart then last_seen(:reader, :conversation, :domain, m.read_pos)
                                else m.read_pos end as read_pos
                    from marker m
                    where m.conversation = :conversation
                      and (m.delivered_pos > f.pos or m.read_pos > f.pos)
                      and (not f.apart or sees_person(:reader, m.account, :domain))
                      and reaches(m.account, :conversation)
                    offset 0) k
                  where k.delivered_pos > f.pos or k.read_pos > f.pos
                  order by k.read_pos desc, k.account
                  limit :limit) t on true
                where d.id = :domain
                order by t.read_pos desc, t.account
                """)
            .bind("reader", permit.caller().account().value())
            .bind("conversation", permit.conversation().id().value())
            .bind("domain", permit.conversation().domain().value())
            .bind("limit", RECEIPTS_MAX)
            .reduceRows(
                Optional.<Receipts>empty(),
                (before, row) -> {
                  List<Watermark> marks =
                      before.map(Receipts::watermarks).orElseGet(ArrayList::new);
                  Optional.ofNullable(row.getColumn("account", Long.class))
                      .ifPresent(account ->
                          marks.add(
                              new Watermark(
                                  new AccountId(account),
                                  row.getColumn("delivered_pos", Long.class),
                                  row.getColumn("read_pos", Long.class))));
                  return Optional.of(
                      new Receipts(
                          row.getColumn("needs", Long.class),
                          row.getColumn("apart", Boolean.class),
                          marks));
                }));
  }

  private static long account(MarkerMove move) {
    return move.permit().caller().account().value();
  }

  private static long conversation(MarkerMove move) {
    return move.permit().conversation().id().value();
  }

  private static Object[] numbers(Collection<MarkerMove> moves, ToLongFunction<MarkerMove> column) {
    return moves.stream().map(column::applyAsLong).toArray();
  }
}
