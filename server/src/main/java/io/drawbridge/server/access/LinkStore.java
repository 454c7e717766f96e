package io.drawbridge.server.access;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.frame.ConversationRole;
import io.drawbridge.protocol.frame.Path;
import io.drawbridge.protocol.frame.PathKind;
import io.drawbridge.protocol.frame.WorkspaceRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.failure.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Writes links; nothing else does. A link is never changed in place but ended and, for another
 * role, made anew with the same opening, so that every replica sees each step by its epoch.
 *
 * <p>Whatever can open a path first ends what the clock has ended for the people concerned: an
 * expired link must never join a new one to an unbroken cover.
 */
final class LinkStore implements Memberships {
  /** The end reason that says that the clock did it; {@code floor_of} knows it too. */
  private static final String EXPIRED = "expired";

  private static final String END =
      """
      update link set to_epoch = :epoch, to_mark = :mark, end_reason = :reason,
        changed_at = clock_timestamp()
      where domain = :domain and to_epoch is null and
      """;

  private static final String REOPEN =
      """
      update link set to_epoch = :epoch, to_mark = :mark, end_reason = 'lifted',
        opens_epoch = :opensEpoch, opens_pos = :opensPos, changed_at = clock_timestamp()
      where domain = :domain and to_epoch is null and
      """;

  private static final String INSERT =
      """
      insert into link (domain, kind, person, grp, conversation, role, from_epoch, from_mark,
        opens_epoch, opens_pos, until, sponsor, relation, reason, since_epoch, anchor)
      values (:domain, :kind, cast(:person as bigint), cast(:grp as bigint),
        cast(:conversation as bigint), cast(:role as text), :epoch, :mark, :opensEpoch, :opensPos,
        cast(:until as timestamptz), cast(:sponsor as bigint), cast(:relation as text),
        cast(:note as text), cast(:since as bigint), cast(:anchor as bigint))
      on conflict (domain, kind, coalesce(person, 0), coalesce(grp, 0), coalesce(conversation, 0))
        where to_epoch is null do nothing
      """;

  private final AnchorStore anchors = new AnchorStore();

  @Override
  public Opening fromNow(At at) {
    return new Opening(at.epoch(), at.mark());
  }

  @Override
  public void seat(At at, AccountId person, WorkspaceRole role) {
    Optional<WorkspaceRole> held = seatOf(at, person);
    if (held.equals(Optional.of(role))) {
      return;
    }
    if (held.isPresent()) {
      requireOtherOwner(at, person, held.get());
      String seat = END + "kind = 'seat' and person = :person";
      at.tally()
          .wrote(
              bind(at, at.handle().createUpdate(seat))
                  .bind("reason", "role")
                  .bind("person", person.value())
                  .execute());
    }
    insert(at, NewLink.seat(person, role));
  }

  @Override
  public List<ConversationId> unseat(At at, AccountId person, String reason) {
    seatOf(at, person).ifPresent(held -> requireOtherOwner(at, person, held));
    String ended = END + "person = :person and kind in ('seat', 'direct') returning conversation";
    List<Optional<ConversationId>> all =
        bind(at, at.handle().createQuery("with ended as (" + ended + ") select * from ended"))
            .bind("reason", reason)
            .bind("person", person.value())
            .map((rows, context) ->
                Optional.ofNullable(rows.getObject("conversation", Long.class))
                    .map(ConversationId::new))
            .list();
    at.tally().endedPaths(all.size());
    return all.stream().flatMap(Optional::stream).toList();
  }

  @Override
  public boolean add(At at, ConversationId conversation, AccountId person, Terms terms) {
    requireSeatFor(at, person, terms.role());
    expire(at, person);
    return insert(at, NewLink.direct(person, conversation, terms));
  }

  @Override
  public boolean addAnchored(
      At at, ConversationId dm, AccountId person, Terms terms, ConversationId anchor) {
    expire(at, person);
    return insert(at, NewLink.direct(person, dm, terms).anchored(anchor));
  }

  @Override
  public List<Ended> endUnanchored(At at) {
    List<Long> lost = anchors.lost(at);
    if (lost.isEmpty()) {
      return List.of();
    }
    List<Ended> ended =
        bind(at, ending(at, "id = any(:lost)"))
            .bind("reason", "anchor")
            .bindArray("lost", Long.class, lost)
            .map((rows, context) -> ended(rows))
            .list();
    at.tally().endedPaths(ended.size());
    return ended;
  }

  @Override
  public boolean addGroup(At at, ConversationId thread, ConversationId group, Opening opening) {
    expire(
        at,
        """
        person in (
          select m.person from link m
          where m.conversation = :group and m.kind = 'direct' and m.to_epoch is null)
        """,
        query -> query.bind("group", group.value()));
    return insert(at, NewLink.via(group, thread, opening));
  }

  @Override
  public boolean remove(At at, ConversationId conversation, AccountId person, String reason) {
    String direct = END + "kind = 'direct' and person = :person and conversation = :conversation";
    return at.tally()
            .endedPaths(
                bind(at, at.handle().createUpdate(direct))
                    .bind("reason", reason)
                    .bind("person", person.value())
                    .bind("conversation", conversation.value())
                    .execute())
        > 0;
  }

  @Override
  public boolean removeGroup(At at, ConversationId thread, ConversationId group, String reason) {
    String via = END + "kind = 'via' and grp = :group and conversation = :thread";
    return at.tally()
            .endedPaths(
                bind(at, at.handle().createUpdate(via))
                    .bind("reason", reason)
                    .bind("group", group.value())
                    .bind("thread", thread.value())
                    .execute())
        > 0;
  }

  @Override
  public boolean exclude(At at, ConversationId thread, AccountId person) {
    boolean excluded = insert(at, NewLink.exclude(person, thread));
    at.tally().endedPaths(excluded ? 1 : 0);
    return excluded;
  }

  @Override
  public boolean liftExclusion(At at, ConversationId thread, AccountId person) {
    expire(at, person);
    String exclusion = REOPEN + "kind = 'exclude' and person = :person and conversation = :thread";
    return at.tally()
            .wrote(
                reopen(bind(at, at.handle().createUpdate(exclusion)), fromNow(at))
                    .bind("person", person.value())
                    .bind("thread", thread.value())
                    .execute())
        > 0;
  }

  @Override
  public void setRole(At at, ConversationId conversation, AccountId person, ConversationRole role) {
    requireSeatFor(at, person, role);
    expire(at, person);
    Held old =
        at.handle()
            .createQuery(
                """
                select role, opens_epoch, opens_pos, until, sponsor, relation,
                  coalesce(since_epoch, from_epoch) as since_epoch
                from link
                where kind = 'direct' and person = :person and conversation = :conversation
                  and to_epoch is null
                """)
            .bind("person", person.value())
            .bind("conversation", conversation.value())
            .map((rows, context) -> held(rows, role))
            .findOne()
            .orElseThrow(Failure::notFound);
    if (old.role() == role) {
      return;
    }
    if (old.role() == ConversationRole.ADMIN) {
      requireOtherAdmin(at, conversation, person);
    }
    remove(at, conversation, person, "role");
    insert(at, NewLink.direct(person, conversation, old.again()).since(old.since()));
  }

  /** A direct link that holds, and the terms on which another role has it again. */
  private record Held(ConversationRole role, long since, Terms again) {}

  private static Held held(ResultSet row, ConversationRole next) throws SQLException {
    Terms again =
        new Terms(
            next,
            new Opening(row.getLong("opens_epoch"), row.getLong("opens_pos")),
            Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant),
            Optional.ofNullable(row.getObject("sponsor", Long.class)).map(AccountId::new),
            Optional.ofNullable(row.getString("relation")));
    return new Held(
        WireName.parse(ConversationRole.class, row.getString("role")),
        row.getLong("since_epoch"),
        again);
  }

  @Override
  public boolean suspend(At at, AccountId person, Optional<String> reason) {
    return insert(at, NewLink.suspend(person, reason));
  }

  @Override
  public boolean unsuspend(At at, AccountId person) {
    expire(at, person);
    Opening opening = seatOf(at, person).isPresent() ? Opening.EVERYTHING : fromNow(at);
    String suspension = REOPEN + "kind = 'suspend' and person = :person";
    return at.tally()
            .wrote(
                reopen(bind(at, at.handle().createUpdate(suspension)), opening)
                    .bind("person", person.value())
                    .execute())
        > 0;
  }

  @Override
  public List<Path> paths(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            """
            select null::bigint as grp, null::text as name from link l
            where l.kind = 'direct' and l.person = :person and l.conversation = :conversation
              and l.to_epoch is null and (l.until is null or l.until > clock_timestamp())
              and not exists (
                select from link s where s.person = :person and s.kind = 'suspend'
                  and s.domain = l.domain and s.to_epoch is null)
            union all
            select v.grp, c.name from link v
            join link m on m.kind = 'direct' and m.person = :person and m.conversation = v.grp
              and m.to_epoch is null and (m.until is null or m.until > clock_timestamp())
            join conversation c on c.id = v.grp
            where v.kind = 'via' and v.conversation = :conversation and v.to_epoch is null
              and not exists (
                select from link x where x.person = :person and x.domain = v.domain
                  and x.to_epoch is null
                  and (x.kind = 'suspend'
                    or (x.kind = 'exclude' and x.conversation = :conversation)))
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .map((rows, context) -> {
          Optional<ConversationId> group =
              Optional.ofNullable(rows.getObject("grp", Long.class)).map(ConversationId::new);
          return new Path(
              group.isPresent() ? PathKind.GROUP : PathKind.DIRECT,
              group,
              Optional.ofNullable(rows.getString("name")));
        })
        .list();
  }

  @Override
  public Set<DomainId> overdue(Handle handle, int max) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select distinct domain from (
                  select domain from link where to_epoch is null and until <= clock_timestamp()
                  limit :max) l
                """)
            .bind("max", max)
            .map((rows, context) -> new DomainId(rows.getLong("domain")))
            .list());
  }

  @Override
  public int endOverdue(At at, int max) {
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

  private static void expire(At at, AccountId person) {
    expire(at, "person = :person", query -> query.bind("person", person.value()));
  }

  /** Ends those of these links that the clock has ended; returns how many. */
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

  /** Ends people's links to conversations, and tells which. */
  private static Query ending(At at, String condition) {
    return at.handle()
        .createQuery(
            "with ended as ("
                + END
                + condition
                + " returning conversation, person) select conversation, person from ended");
  }

  private static Ended ended(ResultSet row) throws SQLException {
    return new Ended(
        new ConversationId(row.getLong("conversation")), new AccountId(row.getLong("person")));
  }

  private static boolean insert(At at, NewLink row) {
    return at.tally()
            .wrote(
                bind(at, at.handle().createUpdate(INSERT))
                    .bind("kind", row.kind())
                    .bind("person", row.person().map(AccountId::value))
                    .bind("grp", row.group().map(ConversationId::value))
                    .bind("conversation", row.conversation().map(ConversationId::value))
                    .bind("role", row.role())
                    .bind("opensEpoch", row.opening().epoch())
                    .bind("opensPos", row.opening().pos())
                    .bind("until", row.until())
                    .bind("sponsor", row.sponsor().map(AccountId::value))
                    .bind("relation", row.relation())
                    .bind("note", row.note())
                    .bind("since", row.since())
                    .bind("anchor", row.anchor().map(ConversationId::value))
                    .execute())
        == 1;
  }

  private static <S extends SqlStatement<S>> S bind(At at, S statement) {
    return statement
        .bind("domain", at.domain().value())
        .bind("epoch", at.epoch())
        .bind("mark", at.mark());
  }

  private static <S extends SqlStatement<S>> S reopen(S statement, Opening opening) {
    return statement.bind("opensEpoch", opening.epoch()).bind("opensPos", opening.pos());
  }

  private static Optional<WorkspaceRole> seatOf(At at, AccountId person) {
    return at.handle()
        .createQuery(
            """
            select role from link
            where domain = :domain and kind = 'seat' and person = :person and to_epoch is null
            """)
        .bind("domain", at.domain().value())
        .bind("person", person.value())
        .map((rows, context) -> WireName.parse(WorkspaceRole.class, rows.getString("role")))
        .findOne();
  }

  private static void requireSeatFor(At at, AccountId person, ConversationRole role) {
    if (role == ConversationRole.ADMIN && seatOf(at, person).isEmpty()) {
      throw Failure.notAllowed("an external cannot be an admin (expected: a member)");
    }
  }

  private static void requireOtherOwner(At at, AccountId person, WorkspaceRole held) {
    if (held == WorkspaceRole.OWNER
        && !exists(
            at,
            "domain = :domain and kind = 'seat' and role = 'owner' and person <> :person",
            person)) {
      throw Failure.of(
          ErrorCode.CONFLICT, "the last owner (expected: make somebody else an owner first)");
    }
  }

  private static void requireOtherAdmin(At at, ConversationId group, AccountId person) {
    String admin =
        "conversation = %d and kind = 'direct' and role = 'admin' and person <> :person"
            .formatted(group.value());
    if (!exists(at, admin, person)) {
      throw Failure.of(
          ErrorCode.CONFLICT, "the last admin (expected: make somebody else an admin first)");
    }
  }

  private static boolean exists(At at, String condition, AccountId person) {
    return at.handle()
        .createQuery(
            "select exists (select from link where to_epoch is null and " + condition + ")")
        .bind("domain", at.domain().value())
        .bind("person", person.value())
        .mapTo(Boolean.class)
        .one();
  }
}
