package io.drawbridge.server.poll;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.poll.PollTally;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.delivery.log.PollColumns;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads polls and their votes above the reader's floor, which each statement joins. */
final class PollStore {
  /**
   * A poll as one snapshot shows it.
   *
   * @param needs the domain's epoch in that snapshot
   * @param tally what the poll's row counts, over all voters
   * @param apart whether the reader sees no other external there
   */
  record Row(
      long needs, long epoch, AccountId author, PollView poll, PollTally tally, boolean apart) {}

  /** The vote of somebody whom the reader sees. */
  record Vote(AccountId voter, List<Integer> choices) {}

  private static final String SEEN =
      """
      from message m
      join poll y on y.conversation = m.conversation and y.pos = m.pos
      join conversation c on c.id = m.conversation
      join domain d on d.id = c.domain
      cross join lateral floor_of(:reader, m.conversation) f
      """;

  private static final String SHOWS =
      """
      where m.conversation = :conversation and m.pos = :pos and m.text is not null
        and m.pos > f.pos and m.epoch >= f.epoch
        and (not f.apart or sees_person(:reader, m.author, d.id))
      """;

  /** The poll of a message that the reader sees; empty if there is none. */
  Optional<Row> find(Handle snapshot, ReadPermit permit, long pos) {
    return snapshot
        .createQuery(
            "select d.epoch as needs, m.epoch, m.author, y.counts, y.voters, f.apart, %s %s %s"
                .formatted(PollColumns.COLUMNS, SEEN, SHOWS))
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("pos", pos)
        .map(row ->
            new Row(
                row.getColumn("needs", Long.class),
                row.getColumn("epoch", Long.class),
                new AccountId(row.getColumn("author", Long.class)),
                PollColumns.of(row).orElseThrow(),
                new PollTally(
                    List.of(row.getColumn("counts", Integer[].class)),
                    row.getColumn("voters", Integer.class)),
                row.getColumn("apart", Boolean.class)))
        .findOne();
  }

  /** The votes of a named poll behind a voter, in the order of their ids, as far as they show. */
  List<Vote> votes(Handle snapshot, ReadPermit permit, long pos, long after, int limit) {
    return snapshot
        .createQuery(
            """
            select v.account, v.choices %s
            join poll_vote v on v.conversation = m.conversation and v.pos = m.pos
            %s and v.account > :after
              and (not f.apart or sees_person(:reader, v.account, d.id))
            order by v.account limit :limit
            """
                .formatted(SEEN, SHOWS))
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("pos", pos)
        .bind("after", after)
        .bind("limit", limit)
        .map((rows, context) ->
            new Vote(
                new AccountId(rows.getLong("account")),
                List.of((Integer[]) rows.getArray("choices").getArray())))
        .list();
  }

  /** The votes of a named poll by those whom the reader sees, counted. */
  PollTally seen(Handle snapshot, ReadPermit permit, long pos) {
    return snapshot
        .createQuery(
            """
            with vote as materialized (
              select v.choices %s
              join poll_vote v on v.conversation = m.conversation and v.pos = m.pos
              %s and sees_person(:reader, v.account, d.id))
            select (select count(*) from vote) as voters,
              array(select coalesce(n.votes, 0)::integer
                    from generate_series(0, (
                      select cardinality(p.counts) from poll p
                      where p.conversation = :conversation and p.pos = :pos) - 1) as o (place)
                    left join (
                      select u.place, count(*) as votes
                      from vote v cross join unnest(v.choices) as u (place)
                      group by u.place) n on n.place = o.place
                    order by o.place) as counts
            """
                .formatted(SEEN, SHOWS))
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("pos", pos)
        .map((rows, context) ->
            new PollTally(
                List.of((Integer[]) rows.getArray("counts").getArray()), rows.getInt("voters")))
        .one();
  }
}
