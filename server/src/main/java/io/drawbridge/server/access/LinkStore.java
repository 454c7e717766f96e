package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.ChargeStore.Vacancy;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.AccessRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Writes links; nothing else does. A link is never changed in place: it is ended and, for another
 * role, replaced by a new one with the same opening, so that every replica sees each step by its
 * epoch.
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

  private final HeldLinkStore held = new HeldLinkStore();
  private final AnchorStore anchors = new AnchorStore();
  private final ChargeStore charges = new ChargeStore();
  private final Admissions admissions;

  LinkStore(Admissions admissions) {
    this.admissions = admissions;
  }

  @Override
  public Opening fromNow(At at) {
    return new Opening(at.epoch(), at.mark());
  }

  @Override
  public void seat(At at, AccountId person, WorkspaceRole role) {
    Optional<WorkspaceRole> before = held.seat(at, person);
    if (before.equals(Optional.of(role))) {
      return;
    }
    if (before.isPresent()) {
      if (before.get() == WorkspaceRole.OWNER) {
        held.requireOtherOwner(at, person);
      }
      String seat = END + "kind = 'seat' and person = :person";
      at.tally()
          .replaced(
              person,
              AccessRules.rank(role) < AccessRules.rank(before.get()),
              bind(at, at.handle().createUpdate(seat))
                  .bind("reason", "role")
                  .bind("person", person.value())
                  .execute());
    }
    insert(at, NewLink.seat(person, role));
  }

  @Override
  public List<ConversationId> unseat(At at, AccountId person, String reason) {
    held.requireOtherOwner(at, person);
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

  @Override
  public List<Admission.OfPerson> admit(
      At at, ConversationId conversation, Collection<AccountId> people) {
    return admissions.people(at, conversation, people);
  }

  @Override
  public Admission.OfPerson admitAnchored(
      At at, ConversationId dm, AccountId person, ConversationId anchor) {
    return admissions.anchored(at, dm, person, anchor);
  }

  @Override
  public Admission.OfGroup admitGroup(At at, ConversationId thread, ConversationId group) {
    return admissions.group(at, thread, group);
  }

  @Override
  public Admission.OfAddress admitAddress(At at, ConversationId conversation) {
    return admissions.address(at, conversation);
  }

  @Override
  public boolean add(At at, Admission.OfPerson admission, Terms terms) {
    if (admission.there()) {
      return false;
    }
    AccountId person = admission.person();
    held.requireSeatFor(at, person, terms.role());
    expire(at, person);
    bar(at, person);
    NewLink link = NewLink.direct(person, admission.conversation(), terms);
    return insert(at, admission.anchor().map(link::anchored).orElse(link));
  }

  @Override
  public void unanchor(At at, ConversationId dm, AccountId person) {
    if (anchors.anchored(at, dm, person)) {
      HeldLinkStore.Own own = held.own(at, dm, person);
      at.tally().replaced(person, false, endDirect(at, dm, person, "anchor"));
      insert(at, NewLink.direct(person, dm, own.as(own.role())).since(own.since()));
    }
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
    at.tally().ended(ended);
    return ended;
  }

  @Override
  public boolean addGroup(At at, Admission.OfGroup admission, Opening opening) {
    ConversationId group = admission.group();
    expire(
        at,
        """
        person in (
          select m.person from link m
          where m.conversation = :group and m.kind = 'direct' and m.to_epoch is null)
        """,
        query -> query.bind("group", group.value()));
    return insert(at, NewLink.via(group, admission.conversation(), opening));
  }

  @Override
  public boolean remove(At at, ConversationId conversation, AccountId person, String reason) {
    return at.tally().ended(Optional.of(person), endDirect(at, conversation, person, reason)) > 0;
  }

  @Override
  public boolean removeGroup(At at, ConversationId thread, ConversationId group, String reason) {
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

  @Override
  public boolean exclude(At at, ConversationId thread, AccountId person) {
    return insert(at, NewLink.exclude(person, thread));
  }

  @Override
  public boolean liftExclusion(At at, ConversationId thread, AccountId person) {
    expire(at, person);
    String exclusion = REOPEN + "kind = 'exclude' and person = :person and conversation = :thread";
    return at.tally()
            .lifted(
                person,
                reopen(bind(at, at.handle().createUpdate(exclusion)), fromNow(at))
                    .bind("person", person.value())
                    .bind("thread", thread.value())
                    .execute())
        > 0;
  }

  @Override
  public void setRole(At at, ConversationId conversation, AccountId person, ConversationRole role) {
    held.requireSeatFor(at, person, role);
    expire(at, person);
    HeldLinkStore.Own old = held.own(at, conversation, person);
    if (old.role() == role) {
      return;
    }
    boolean lowered = old.role() == ConversationRole.ADMIN;
    if (lowered) {
      held.requireOtherAdmin(at, conversation, person);
    }
    at.tally().replaced(person, lowered, endDirect(at, conversation, person, "role"));
    insert(at, NewLink.direct(person, conversation, old.as(role)).since(old.since()));
  }

  @Override
  public List<InCharge> fillCharge(At at) {
    if (!charges.concerned(at)) {
      return List.of();
    }
    List<Vacancy> vacant = charges.vacant(at);
    List<InCharge> named = new ArrayList<>(promote(at, vacant, ConversationKind.GROUP));
    // A person put in charge of a group is in charge of its threads too.
    List<Vacancy> left = named.isEmpty() ? vacant : charges.vacant(at);
    named.addAll(promote(at, left, ConversationKind.THREAD));
    return named;
  }

  private List<InCharge> promote(At at, List<Vacancy> vacant, ConversationKind kind) {
    List<InCharge> named =
        vacant.stream().filter(it -> it.kind() == kind).map(Vacancy::named).toList();
    named.forEach(one -> promote(at, one));
    return named;
  }

  /** Gives a person who came by a group alone a link of their own. */
  private void promote(At at, InCharge named) {
    expire(at, named.person());
    Optional<HeldLinkStore.Own> own = held.find(at, named.conversation(), named.person());
    if (own.isPresent()) {
      at.tally()
          .replaced(
              named.person(), false, endDirect(at, named.conversation(), named.person(), "role"));
    }
    Terms terms =
        own.map(old -> old.as(ConversationRole.ADMIN))
            .orElseGet(() ->
                new Terms(
                    ConversationRole.ADMIN,
                    fromNow(at),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    NewLink link = NewLink.direct(named.person(), named.conversation(), terms);
    insert(at, own.map(old -> link.since(old.since())).orElse(link));
  }

  @Override
  public boolean suspend(At at, AccountId person, Optional<String> reason) {
    held.requireOtherOwner(at, person);
    return insert(at, NewLink.suspend(person, reason));
  }

  @Override
  public boolean unsuspend(At at, AccountId person) {
    expire(at, person);
    Opening opening = held.seat(at, person).isPresent() ? Opening.EVERYTHING : fromNow(at);
    String suspension = REOPEN + "kind = 'suspend' and person = :person";
    return at.tally()
            .lifted(
                person,
                reopen(bind(at, at.handle().createUpdate(suspension)), opening)
                    .bind("person", person.value())
                    .execute())
        > 0;
  }

  @Override
  public Optional<Opening> floor(Handle handle, ConversationId conversation, AccountId person) {
    return held.floor(handle, conversation, person);
  }

  @Override
  public List<Path> paths(Handle handle, ConversationId conversation, AccountId person) {
    return held.paths(handle, conversation, person);
  }

  @Override
  public Set<DomainId> overdue(Handle handle, int max) {
    return held.overdue(handle, max);
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

  /** Suspends a person who comes by an address that is suspended in the domain. */
  private void bar(At at, AccountId person) {
    if (held.addressBarred(at, person)) {
      suspend(at, person, Optional.empty());
    }
  }

  private static int endDirect(
      At at, ConversationId conversation, AccountId person, String reason) {
    String direct = END + "kind = 'direct' and person = :person and conversation = :conversation";
    return bind(at, at.handle().createUpdate(direct))
        .bind("reason", reason)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .execute();
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

  /** Ends people's links to conversations, and returns which. */
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
            .began(
                row,
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
}
