package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.EmailRule;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.facts.ExternalCountStore.Place;
import io.drawbridge.server.access.facts.FirstExternalStore;
import io.drawbridge.server.access.facts.QuotaRoom;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.NewLink;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.access.sponsor.ConsequenceStore;
import io.drawbridge.server.access.sponsor.ConsequenceStore.Consequences;
import io.drawbridge.server.access.sponsor.Sponsors;
import io.drawbridge.server.access.sponsor.Sponsors.Restated;
import io.drawbridge.server.access.sponsor.Stay;
import io.drawbridge.server.access.sponsor.StayStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Says which links a change of membership ends and which it begins; {@link LinkStore} writes them.
 *
 * <p>Whatever can open a path first ends what the clock has ended for the people concerned: an
 * expired link must never join a new one to an unbroken cover.
 */
final class MembershipLinks implements Memberships {
  private final LinkStore links = new LinkStore();
  private final HeldLinkStore held = new HeldLinkStore();
  private final ConsequenceStore consequences = new ConsequenceStore();
  private final Charges charges = new Charges(links, held);
  private final Backstages backstages = new Backstages(links);
  private final StayStore stays = new StayStore();
  private final Sponsors sponsors = new Sponsors();
  private final Admissions admissions;
  private final FirstExternalStore firstExternals = new FirstExternalStore();
  private final Restorations restorations;

  MembershipLinks(Admissions admissions) {
    this.admissions = admissions;
    this.restorations = new Restorations(admissions, links, held);
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
      links.replaceSeat(at, person, AccessRules.lowers(before.get(), role));
    }
    links.begin(at, NewLink.seat(person, role));
    if (before.isEmpty()) {
      restate(at, stays.asExternal(at.handle(), at.domain(), person), "seat", Stay::ofMember);
    }
  }

  @Override
  public List<ConversationId> unseat(At at, AccountId person, String reason) {
    held.requireOtherOwner(at, person);
    PolicyGate.unname(at, person);
    return links.endAll(at, person, reason);
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
  public List<Admission.OfGroup> admitGroups(
      At at, ConversationId thread, Collection<ConversationId> groups) {
    return admissions.groups(at, thread, groups);
  }

  @Override
  public List<Decided> admitAddresses(At at, ConversationId conversation, List<String> emails) {
    return admissions.addresses(
        at, conversation, emails.stream().map(EmailRule::domainOf).toList());
  }

  @Override
  public Admission.OfAddress admitCode(At at, ConversationId conversation) {
    return admissions.addresses(at, conversation, List.of(Optional.empty())).getFirst().allowed();
  }

  @Override
  public void requireTerm(At at, ConversationId conversation, Optional<Instant> until) {
    admissions.requireTerm(at, conversation, until);
  }

  @Override
  public void requireFirst(At at, ConversationId conversation, Optional<Boolean> confirmed) {
    firstExternals.require(at.handle(), at.into(conversation), confirmed.orElse(false));
  }

  @Override
  public Dated date(
      At at,
      List<Ended> asked,
      Optional<Instant> until,
      Optional<EndConditions> conditions,
      Optional<String> exception) {
    boolean excepted = exception.isPresent() && until.isPresent();
    Map<Ended, Stay> held =
        externals(at, asked).stream().collect(Collectors.toMap(LinkStore::ended, it -> it));
    List<Kept> kept = admissions.undatable(at, asked, held, until, excepted);
    Set<Ended> not = kept.stream().map(Kept::link).collect(Collectors.toSet());
    List<Stay> may =
        asked.stream()
            .filter(link -> !not.contains(link))
            .distinct()
            .flatMap(link -> Optional.ofNullable(held.get(link)).stream())
            .toList();
    UnaryOperator<Stay> ending =
        stay -> stay.ending(until, conditions.orElse(stay.conditions()), exception);
    return new Dated(restate(at, may, "until", ending), kept);
  }

  @Override
  public Dated handOver(At at, List<Ended> asked, AccountId to) {
    Admissions.Answerable answerable =
        admissions.answerable(at, externals(at, asked), Optional.of(to));
    return new Dated(
        restate(at, answerable.may(), "sponsor", stay -> stay.handedTo(to)), answerable.kept());
  }

  @Override
  public Dated confirm(At at, List<Ended> asked) {
    Admissions.Answerable answerable =
        admissions.answerable(at, externals(at, asked), Optional.empty());
    List<Restated> confirmed = sponsors.confirmed(at.handle(), answerable.may());
    return new Dated(links.restate(at, changed(confirmed), "confirmed"), answerable.kept());
  }

  @Override
  public List<Ended> endOnClose(At at, ConversationId conversation) {
    return end(at, stays.untilClosed(at.handle(), at.domain(), conversation), EndReason.CLOSED);
  }

  private List<Stay> externals(At at, List<Ended> asked) {
    return stays.externals(
        at.handle(),
        at.domain(),
        asked.stream().map(Ended::person).toList(),
        asked.stream().map(Ended::conversation).toList());
  }

  private List<Ended> restate(At at, List<Stay> before, String reason, UnaryOperator<Stay> terms) {
    List<Restated> all =
        before.stream().map(stay -> new Restated(stay, terms.apply(stay))).toList();
    return links.restate(at, changed(all), reason);
  }

  private static List<Restated> changed(List<Restated> all) {
    return all.stream().filter(each -> !each.before().equals(each.after())).toList();
  }

  /** Ends these links; returns who lost the conversation. */
  private List<Ended> end(At at, List<Stay> ended, EndReason reason) {
    return ended.isEmpty()
        ? List.of()
        : held.lost(at, links.end(at, ended.stream().map(Stay::link).toList(), reason.wire()));
  }

  @Override
  public Decision room(At at, Place more) {
    return admissions.room(at, more);
  }

  @Override
  public QuotaRoom room(At at, ConversationId conversation, Collection<String> emails) {
    return admissions.room(at, conversation, emails);
  }

  @Override
  public Decision room(At at) {
    return admissions.room(at);
  }

  @Override
  public HistoryWindow history(At at, ConversationId conversation, Newcomer newcomer) {
    return admissions.history(at, conversation, newcomer);
  }

  @Override
  public boolean add(At at, Admission.OfPerson admission, Terms terms) {
    if (admission.there()) {
      return false;
    }
    AccountId person = admission.person();
    requireMayHold(at, person, terms.role());
    links.expire(at, person);
    if (held.addressBarred(at, person)) {
      suspend(at, person, Optional.empty());
    }
    Terms dated = admissions.dated(at, admission, terms);
    NewLink link = NewLink.direct(person, admission.conversation(), dated);
    return links.begin(at, admission.anchor().map(link::anchored).orElse(link));
  }

  @Override
  public void unanchor(At at, ConversationId dm, AccountId person) {
    List<Stay> anchored =
        stays.own(at.handle(), dm, person).filter(stay -> stay.anchor().isPresent()).stream()
            .toList();
    if (!anchored.isEmpty()) {
      recount(at);
      restate(at, anchored, "anchor", Stay::unanchored);
    }
  }

  @Override
  public Followed follow(At at) {
    List<Ended> left = new ArrayList<>();
    List<Ended> changed = new ArrayList<>();
    Consequences next = consequences.of(at.handle(), at.domain(), at.epoch());
    boolean charge = next.charge();
    while (!next.unsettled().isEmpty()) {
      settle(at, next.unsettled(), left, changed);
      next = consequences.of(at.handle(), at.domain(), at.epoch());
    }
    // A DM may be an anchor itself. Who loses one is an external, and was never in charge.
    while (!next.unanchored().isEmpty()) {
      left.addAll(links.end(at, next.unanchored(), "anchor"));
      next = consequences.of(at.handle(), at.domain(), at.epoch());
    }
    List<InCharge> named = charge ? charges.fill(at) : List.of();
    if (next.backstages()) {
      backstages.settle(at, Optional.empty());
    }
    return new Followed(left, changed, named);
  }

  @Override
  public void openBackstage(At at, ConversationId backstage) {
    backstages.settle(at, Optional.of(backstage));
  }

  private void settle(At at, List<Long> unsettled, List<Ended> left, List<Ended> changed) {
    Sponsors.Settled settled = sponsors.settle(at.handle(), unsettled);
    left.addAll(end(at, settled.ended(), EndReason.UNSPONSORED));
    changed.addAll(links.restate(at, settled.restated(), "sponsor"));
  }

  @Override
  public Set<DomainId> lapsed(Handle handle, Lapse which, int max) {
    return switch (which) {
      case IDLE -> stays.withIdle(handle, max);
      case SPONSOR -> stays.withUnsettled(handle, max);
      case SIGNED_OUT -> stays.withSignedOut(handle, max);
    };
  }

  @Override
  public Followed settleLapsed(At at, Lapse which, int max) {
    List<Ended> left = new ArrayList<>();
    List<Ended> changed = new ArrayList<>();
    switch (which) {
      case IDLE -> left.addAll(end(at, stays.idle(at.handle(), at.domain(), max), EndReason.IDLE));
      case SIGNED_OUT ->
          left.addAll(
              end(at, stays.signedOut(at.handle(), at.domain(), max), EndReason.SIGNED_OUT));
      case SPONSOR -> settle(at, stays.unsettled(at.handle(), at.domain(), max), left, changed);
    }
    return new Followed(left, changed, List.of());
  }

  @Override
  public void restore(
      At at, ConversationId conversation, AccountId person, boolean openGap, boolean asAdmin) {
    restorations.person(at, conversation, person, openGap, asAdmin);
  }

  @Override
  public void restoreGroup(At at, ConversationId thread, ConversationId group, boolean openGap) {
    restorations.group(at, thread, group, openGap);
  }

  @Override
  public boolean addGroup(At at, Admission.OfGroup admission, Opening opening) {
    links.expireIn(at, admission.group());
    return links.begin(at, NewLink.via(admission.group(), admission.conversation(), opening));
  }

  @Override
  public Removed remove(At at, ConversationId conversation, AccountId person, String reason) {
    return links.endDirect(at, conversation, person, reason);
  }

  @Override
  public List<Ended> removeAll(At at, Collection<Ended> removed, String reason) {
    return held.lost(at, links.endDirect(at, removed, reason));
  }

  @Override
  public boolean removeGroup(At at, ConversationId thread, ConversationId group, String reason) {
    return links.endVia(at, thread, group, reason);
  }

  @Override
  public boolean exclude(At at, ConversationId thread, AccountId person) {
    return links.begin(at, NewLink.exclude(person, thread));
  }

  @Override
  public boolean liftExclusion(At at, ConversationId thread, AccountId person) {
    links.expire(at, person);
    return links.liftExclusion(at, thread, person, fromNow(at));
  }

  @Override
  public void setRole(At at, ConversationId conversation, AccountId person, ConversationRole role) {
    requireMayHold(at, person, role);
    links.expire(at, person);
    HeldLinkStore.Own old = held.own(at, conversation, person);
    if (old.role() == role) {
      return;
    }
    boolean lowered = AccessRules.lowers(old.role(), role);
    if (lowered) {
      held.requireOtherAdmin(at, conversation, person);
    }
    links.replaceDirect(at, conversation, person, "role", lowered);
    links.begin(at, NewLink.direct(person, conversation, old.as(role)).since(old.since()));
  }

  private void requireMayHold(At at, AccountId person, ConversationRole role) {
    AccessRules.hold(role, () -> held.seat(at, person).isPresent()).require();
  }

  @Override
  public boolean suspend(At at, AccountId person, Optional<String> reason) {
    held.requireOtherOwner(at, person);
    return links.begin(at, NewLink.suspend(person, reason));
  }

  @Override
  public boolean unsuspend(At at, AccountId person) {
    links.expire(at, person);
    boolean shows = AccessRules.showsAfterSuspension(held.seat(at, person).isPresent());
    Opening opening = shows ? Opening.EVERYTHING : fromNow(at);
    return links.liftSuspension(at, person, opening);
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
    return links.expire(at, max);
  }
}
