package io.drawbridge.server.access.ledger;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.ledger.Past.Note;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.access.view.ViewStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads the links of the past, for those who run a workspace. What was read of one answer is of one
 * snapshot.
 */
public final class PastStore {
  /**
   * Somebody whom a path led to a conversation at some time since an epoch, or a conversation that
   * one led somebody to.
   *
   * @param id the person's or the conversation's
   * @param rank 0 comes before 1
   * @param latest an epoch or a time: the later comes first
   */
  public record Candidate(long id, long rank, long latest) {
    /** Comes before all. */
    public static final Candidate START = new Candidate(0, -1, 0);
  }

  private static final String ROWS =
      """
      select l.sponsor, case when l.to_epoch is not null then l.end_reason end as why, %s
      from link l
      """
          .formatted(ViewStore.COLUMNS);

  /**
   * People whom a path led to the conversation at an epoch or later: externals first, then by the
   * epoch at which their last path began.
   */
  public List<Candidate> people(
      Handle snapshot,
      DomainId domain,
      ConversationId conversation,
      long since,
      Candidate after,
      int max) {
    return candidates(
        snapshot
            .createQuery(
                """
                select c.id, c.rank, c.latest from (
                  select p.person as id, max(lower(p.epochs)) as latest,
                    case when exists (
                      select from held_seat s where s.person = p.person and s.domain = :domain)
                      then 1 else 0 end as rank
                  from dated_path p
                  where p.conversation = :conversation and p.domain = :domain
                    and not isempty(p.epochs) and (upper_inf(p.epochs) or upper(p.epochs) > :since)
                  group by p.person) c
                where (c.rank, -c.latest, c.id) > (:rank, -:latest, :id)
                order by c.rank, -c.latest, c.id
                limit :max
                """)
            .bind("conversation", conversation.value())
            .bind("since", since),
        domain,
        after,
        max);
  }

  /**
   * Conversations that a path led somebody to at a time, no matter who was kept off then: those
   * first whose last path began last.
   */
  public List<Candidate> conversations(
      Handle snapshot, DomainId domain, AccountId person, long micros, Candidate after, int max) {
    return candidates(
        snapshot
            .createQuery(
                """
                with held as (
                  select l.kind, l.grp, l.conversation, l.from_mark
                  from link l
                  where l.person = :person and l.kind = 'direct' and l.domain = :domain
                    and l.from_mark <= :at and (l.to_mark is null or l.to_mark > :at)
                )
                select c.id, c.rank, c.latest from (
                  select w.id, 0 as rank, max(w.mark) as latest from (
                    select m.conversation as id, m.from_mark as mark from held m
                    union all
                    select v.conversation, greatest(m.from_mark, v.from_mark)
                    from held m
                    join link v on v.kind = 'via' and v.grp = m.conversation
                      and v.from_mark <= :at and (v.to_mark is null or v.to_mark > :at)) w
                  group by w.id) c
                where (c.rank, -c.latest, c.id) > (:rank, -:latest, :id)
                order by c.rank, -c.latest, c.id
                limit :max
                """)
            .bind("person", person.value())
            .bind("at", micros),
        domain,
        after,
        max);
  }

  private static List<Candidate> candidates(
      Query query, DomainId domain, Candidate after, int max) {
    return query
        .bind("domain", domain.value())
        .bind("rank", after.rank())
        .bind("latest", after.latest())
        .bind("id", after.id())
        .bind("max", max)
        .map((row, context) ->
            new Candidate(row.getLong("id"), row.getLong("rank"), row.getLong("latest")))
        .list();
  }

  /** Returns whether somebody has or ever had anything to do with the domain. */
  public boolean knows(Handle snapshot, DomainId domain, AccountId person) {
    return snapshot
        .createQuery(
            "select exists (select from link l where l.person = :person and l.domain = :domain)")
        .bind("person", person.value())
        .bind("domain", domain.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** The past of each of these people in each of these conversations. */
  public Pasts pasts(
      Handle snapshot,
      DomainId domain,
      Collection<AccountId> people,
      Collection<ConversationId> conversations) {
    Map<Long, Note> notes = new HashMap<>();
    List<Via> vias =
        rows(
                snapshot
                    .createQuery(
                        ROWS
                            + """
                            where l.domain = :domain and l.kind = 'via'
                              and l.conversation = any(:conversations)
                            """)
                    .bind("conversations", ViewStore.numbers(conversations)),
                domain,
                notes)
            .stream()
            .map(Via.class::cast)
            .toList();
    Set<ConversationId> places = new HashSet<>(conversations);
    vias.forEach(via -> places.add(via.group()));
    List<Link> own =
        rows(
            snapshot
                .createQuery(
                    ROWS
                        + """
                        where l.domain = :domain and l.person = any(:people)
                          and (l.kind in ('seat', 'suspend')
                            or (l.kind in ('direct', 'exclude') and l.conversation = any(:places)))
                        order by l.id
                        """)
                .bind("people", ViewStore.numbers(people))
                .bind("places", ViewStore.numbers(places)),
            domain,
            notes);
    return new Pasts(own, vias, notes);
  }

  private static List<Link> rows(Query query, DomainId domain, Map<Long, Note> notes) {
    return query
        .bind("domain", domain.value())
        .map((row, context) -> {
          Link link = ViewStore.link(row);
          notes.put(link.id(), note(row));
          return link;
        })
        .list();
  }

  private static Note note(ResultSet row) throws SQLException {
    return new Note(
        Optional.ofNullable(row.getObject("sponsor", Long.class)).map(AccountId::new),
        Optional.ofNullable(row.getString("why")).map(PastStore::reason));
  }

  private static EndReason reason(String stored) {
    return Arrays.stream(EndReason.values())
        .filter(reason -> reason.wire().equals(stored))
        .findFirst()
        .orElse(EndReason.REMOVED);
  }
}
