package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.Id;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Memberships.Removed;
import io.drawbridge.server.access.link.EndConditionsRow;
import io.drawbridge.server.access.link.NewLink;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.sponsor.Sponsors.Restated;
import io.drawbridge.server.access.sponsor.Stay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Writes links; nothing else does. A link is never changed in place: it is ended and, for another
 * role, replaced by a new one with the same opening, so that every replica sees each step by its
 * epoch. Each write tells the change's {@link LinkTally} what it did.
 */
final class LinkStore {
  /** The end reason that says that the clock did it; {@code floor_of} knows it too. */
  private static final String EXPIRED = "expired";

  private static final String END =
      """
      update link set to_epoch = :epoch, to_mark = :mark, end_reason = :reason,
        changed_at = clock_timestamp()
      where domain = :domain and to_epoch is null and
      """;

  private static final String OWN =
      "kind = 'direct' and person = :person and conversation = :conversation";

  /**
   * What else leads there is not what ends: that it still stands in this snapshot alters nothing.
   */
  private static final String END_DIRECT =
      """
      with ended as (
        %s %s
        returning id
      )
      select exists (select from ended) as ended, asked_in(:person, :conversation) as asked, p.grp, g.name
      from (select) one
      left join held_path p
        on p.person = :person and p.conversation = :conversation and p.grp is not null
      left join conversation g on g.id = p.grp
      order by p.grp
      """
          .formatted(END, OWN);

  private static final String REOPEN =
      """
      update link set to_epoch = :epoch, to_mark = :mark, end_reason = 'lifted',
        opens_epoch = :opensEpoch, opens_pos = :opensPos, changed_at = clock_timestamp()
      where domain = :domain and to_epoch is null and
      """;

  /** A link that the clock has ended stays ended: nothing joins a new one to it. */
  private static final String RESTATE =
      """
      with wanted as (
        select * from unnest(:ids, :sponsors, cast(:terms as timestamptz[]),
            cast(:orphaned as timestamptz[]), cast(:confirms as timestamptz[]),
            :closing, :leaving, :idle, :exceptions, :anchors)
          as w (id, sponsor, term, orphaned_until, confirm_by, closing, leaving, idle, exception, anchor)
      ), old as (
        update link l set to_epoch = :epoch, to_mark = :mark, end_reason = :reason,
          changed_at = clock_timestamp()
        where l.domain = :domain and l.kind = 'direct' and l.id = any(:ids)
          and holds(l.to_epoch, l.until)
        returning *
      )
      insert into link (domain, kind, person, conversation, role, from_epoch, from_mark,
        opens_epoch, opens_pos, until, term, orphaned_until, confirm_by, ends_on_close,
        ends_with_sponsor, idle_days, sponsor, relation, reason, since_epoch, anchor)
      select o.domain, o.kind, o.person, o.conversation, o.role, :epoch, :mark,
        o.opens_epoch, o.opens_pos, least(w.term, w.orphaned_until, w.confirm_by), w.term,
        w.orphaned_until, w.confirm_by, w.closing, w.leaving, w.idle, w.sponsor, o.relation,
        w.exception, coalesce(o.since_epoch, o.from_epoch), w.anchor
      from old o join wanted w on w.id = o.id
      returning person, conversation
      """;

  private static final String INSERT =
      """
      insert into link (domain, kind, person, grp, conversation, role, from_epoch, from_mark,
        opens_epoch, opens_pos, until, term, confirm_by, ends_on_close, ends_with_sponsor,
        idle_days, sponsor, relation, reason, since_epoch, anchor)
      values (:domain, :kind, cast(:person as bigint), cast(:grp as bigint),
        cast(:conversation as bigint), cast(:role as text), :epoch, :mark, :opensEpoch, :opensPos,
        least(cast(:until as timestamptz), cast(:confirmBy as timestamptz)),
        cast(:until as timestamptz), cast(:confirmBy as timestamptz), :closing, :leaving,
        cast(:idle as integer), cast(:sponsor as bigint), cast(:relation as text),
        cast(:note as text), cast(:since as bigint), cast(:anchor as bigint))
      on conflict (domain, kind, coalesce(person, 0), coalesce(grp, 0), coalesce(conversation, 0))
        where to_epoch is null do nothing
      """;

  /** Begins a link; false if it holds already. */
  boolean begin(At at, NewLink row) {
    return at.tally().began(row, bind(at, at.handle().createUpdate(INSERT), row).execute()) == 1;
  }

  /** Begins links, none of which holds already. */
  void begin(At at, List<NewLink> rows) {
    PreparedBatch batch = at.handle().prepareBatch(INSERT);
    rows.forEach(row -> bind(at, batch, row).add());
    int[] written = batch.execute();
    for (int i = 0; i < written.length; i++) {
      at.tally().began(rows.get(i), written[i]);
    }
  }

  private static <S extends SqlStatement<S>> S bind(At at, S statement, NewLink row) {
    return bind(at, statement)
        .bind("kind", row.kind())
        .bind("person", row.person().map(AccountId::value))
        .bind("grp", row.group().map(ConversationId::value))
        .bind("conversation", row.conversation().map(ConversationId::value))
        .bind("role", row.role())
        .bind("opensEpoch", row.opening().epoch())
        .bind("opensPos", row.opening().pos())
        .bind("until", row.until())
        .bind("confirmBy", row.confirmBy())
        .bindMap(EndConditionsRow.values(row.conditions()))
        .bind("sponsor", row.sponsor().map(AccountId::value))
        .bind("relation", row.relation())
        .bind("note", row.note())
        .bind("since", row.since())
        .bind("anchor", row.anchor().map(ConversationId::value));
  }

  /** Ends the seat, so that one with another role takes its place in the same change. */
  void replaceSeat(At at, AccountId person, boolean lowered) {
    String seat = END + "kind = 'seat' and person = :person";
    at.tally()
        .replaced(
            person,
            lowered,
            bind(at, at.handle().createUpdate(seat))
                .bind("reason", "role")
                .bind("person", person.value())
                .execute());
  }

  /** The same with the person's own link to a conversation. */
  void replaceDirect(
      At at, ConversationId conversation, AccountId person, String reason, boolean lowered) {
    at.tally().replaced(person, lowered, direct(at, conversation, person, reason).execute());
  }

  /** Gives these own links other terms; returns those that held. */
  List<Ended> restate(At at, List<Restated> links, String reason) {
    if (links.isEmpty()) {
      return List.of();
    }
    Map<Ended, Restated> asked = new HashMap<>();
    links.forEach(each -> asked.put(ended(each.after()), each));
    List<Stay> after = links.stream().map(Restated::after).toList();
    return bind(at, at.handle().createQuery(RESTATE))
        .bind("reason", reason)
        .bind("ids", after.stream().map(Stay::link).toArray(Long[]::new))
        .bind("sponsors", after.stream().map(it -> number(it.sponsor())).toArray(Long[]::new))
        .bind("terms", after.stream().map(it -> text(it.end())).toArray(String[]::new))
        .bind("orphaned", after.stream().map(it -> text(it.orphanedUntil())).toArray(String[]::new))
        .bind("confirms", after.stream().map(it -> text(it.confirmBy())).toArray(String[]::new))
        .bind("closing", after.stream().map(it -> it.conditions().closed()).toArray(Boolean[]::new))
        .bind(
            "leaving",
            after.stream().map(it -> it.conditions().sponsorLeaves()).toArray(Boolean[]::new))
        .bind(
            "idle",
            after.stream()
                .map(it -> it.conditions().idleDays().orElse(null))
                .toArray(Integer[]::new))
        .bind(
            "exceptions",
            after.stream().map(it -> it.exception().orElse(null)).toArray(String[]::new))
        .bind("anchors", after.stream().map(it -> number(it.anchor())).toArray(Long[]::new))
        .map((rows, context) -> {
          Ended done = ended(rows);
          Restated each = Objects.requireNonNull(asked.get(done));
          at.tally().replaced(done.person(), each.after().endsBefore(each.before()), 1);
          return done;
        })
        .list();
  }

  private static @Nullable Long number(Optional<? extends Id> id) {
    return id.map(Id::value).orElse(null);
  }

  private static @Nullable String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }

  static Ended ended(Stay stay) {
    return new Ended(stay.conversation(), stay.person());
  }

  /** Ends the person's own link to a conversation, and reads by which groups they reach it. */
  Removed endDirect(At at, ConversationId conversation, AccountId person, String reason) {
    List<Removed> rows =
        bind(at, at.handle().createQuery(END_DIRECT))
            .bind("reason", reason)
            .bind("person", person.value())
            .bind("conversation", conversation.value())
            .map((row, context) ->
                new Removed(
                    row.getBoolean("ended"),
                    row.getObject("grp") == null ? List.of() : List.of(HeldLinkStore.path(row)),
                    row.getBoolean("asked")))
            .list();
    int ended = rows.getFirst().ended() ? 1 : 0;
    return new Removed(
        at.tally().ended(Optional.of(person), ended) > 0,
        rows.stream().flatMap(row -> row.remaining().stream()).toList(),
        rows.getFirst().asked());
  }

  /** Ends these people's own links to these conversations. */
  List<Ended> endDirect(At at, Collection<Ended> links, String reason) {
    String these =
        "kind = 'direct' and (person, conversation) in (select * from unnest(:people, :places))";
    List<Ended> ended =
        links(bind(at, ending(at, these)), links)
            .bind("reason", reason)
            .map((rows, context) -> ended(rows))
            .list();
    at.tally().ended(ended);
    // Also if all had ended before: who asks waits for that end.
    at.tally().ended(Optional.empty(), 0);
    return ended;
  }

  private static Update direct(
      At at, ConversationId conversation, AccountId person, String reason) {
    return bind(at, at.handle().createUpdate(END + OWN))
        .bind("reason", reason)
        .bind("person", person.value())
        .bind("conversation", conversation.value());
  }

  /** Ends the link of a group to a thread; false if there is none. */
  boolean endVia(At at, ConversationId thread, ConversationId group, String reason) {
    String via = END + "kind = 'via' and grp = :group and conversation = :thread";
    return at.tally()
            .ended(
                Optional.empty(),
                bind(at, at.handle().createUpdate(via))
                    .bind("reason", reason)
                    .bind("group", group.value())
                    .bind("thread", thread.value())
                    .execute())
        > 0;
  }

  /** Ends the person's seat and own links in the domain; returns the conversations of these. */
  List<ConversationId> endAll(At at, AccountId person, String reason) {
    String ended = END + "person = :person and kind in ('seat', 'direct') returning conversation";
    List<Optional<ConversationId>> all =
        bind(at, at.handle().createQuery("with ended as (" + ended + ") select * from ended"))
            .bind("reason", reason)
            .bind("person", person.value())
            .map((rows, context) ->
                Optional.ofNullable(rows.getObject("conversation", Long.class))
                    .map(ConversationId::new))
            .list();
    at.tally().ended(Optional.of(person), all.size());
    return all.stream().flatMap(Optional::stream).toList();
  }

  /** Ends these own links of people. */
  List<Ended> end(At at, List<Long> ids, String reason) {
    List<Ended> ended =
        bind(at, ending(at, "id = any(:ids)"))
            .bind("reason", reason)
            .bindArray("ids", Long.class, ids)
            .map((rows, context) -> ended(rows))
            .list();
    at.tally().ended(ended);
    return ended;
  }

  /** Lifts an exclusion, and says where the paths that it shut open again; false if none holds. */
  boolean liftExclusion(At at, ConversationId thread, AccountId person, Opening opening) {
    String exclusion = REOPEN + "kind = 'exclude' and person = :person and conversation = :thread";
    return lifted(
        at, person, at.handle().createUpdate(exclusion).bind("thread", thread.value()), opening);
  }

  /** The same with a suspension. */
  boolean liftSuspension(At at, AccountId person, Opening opening) {
    String suspension = REOPEN + "kind = 'suspend' and person = :person";
    return lifted(at, person, at.handle().createUpdate(suspension), opening);
  }

  private static boolean lifted(At at, AccountId person, Update update, Opening opening) {
    return at.tally()
            .lifted(
                person,
                bind(at, update)
                    .bind("opensEpoch", opening.epoch())
                    .bind("opensPos", opening.pos())
                    .bind("person", person.value())
                    .execute())
        > 0;
  }

  /** Ends the own links of a person that the clock has ended. */
  void expire(At at, AccountId person) {
    expire(at, "person = :person", query -> query.bind("person", person.value()));
  }

  /** The same for everybody in a group. */
  void expireIn(At at, ConversationId group) {
    expire(
        at,
        """
        person in (
          select m.person from link m
          where m.conversation = :group and m.kind = 'direct' and m.to_epoch is null)
        """,
        query -> query.bind("group", group.value()));
  }

  /** Ends expired links in all of the domain, up to a maximum; returns the number. */
  int expire(At at, int max) {
    return expire(
        at,
        """
        id in (
          select id from link
          where domain = :domain and to_epoch is null and until <= clock_timestamp()
          limit :max)
        """,
        query -> query.bind("max", max));
  }

  private static int expire(At at, String condition, UnaryOperator<Query> binding) {
    List<Ended> ended =
        binding
            .apply(bind(at, ending(at, "until <= clock_timestamp() and " + condition)))
            .bind("reason", EXPIRED)
            .map((rows, context) -> ended(rows))
            .list();
    at.tally().endedOverdue(ended);
    return ended.size();
  }

  /** Ends people's links to conversations, and returns which. */
  private static Query ending(At at, String condition) {
    return at.handle()
        .createQuery(
            "with ended as ("
                + END
                + condition
                + " returning conversation, person) select conversation, person from ended");
  }

  /** The link of a row with the columns {@code conversation} and {@code person}. */
  static Ended ended(ResultSet row) throws SQLException {
    return new Ended(
        new ConversationId(row.getLong("conversation")), new AccountId(row.getLong("person")));
  }

  /** Binds {@code people} and {@code places}, side by side. */
  static Query links(Query query, Collection<Ended> links) {
    return query
        .bindArray("people", Long.class, links.stream().map(it -> it.person().value()).toList())
        .bindArray(
            "places", Long.class, links.stream().map(it -> it.conversation().value()).toList());
  }

  private static <S extends SqlStatement<S>> S bind(At at, S statement) {
    return statement
        .bind("domain", at.domain().value())
        .bind("epoch", at.epoch())
        .bind("mark", at.mark());
  }
}
