package io.drawbridge.server.access;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.facts.RemovalStore;
import io.drawbridge.server.access.facts.RemovalStore.Removal;
import io.drawbridge.server.access.facts.RemovalStore.Taken;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Floors;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.NewLink;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.view.ViewStore;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes removals back: writes a new link on the terms of the one that a removal ended, if the rules
 * let it now (N-18). Nothing that was is altered: the log has a removal, and later an addition.
 */
final class Restorations {
  private final Admissions admissions;
  private final LinkStore links;
  private final HeldLinkStore held;
  private final RemovalStore removals = new RemovalStore();
  private final ViewStore before = new ViewStore();

  Restorations(Admissions admissions, LinkStore links, HeldLinkStore held) {
    this.admissions = admissions;
    this.links = links;
    this.held = held;
  }

  /** See {@link Memberships#restore}. */
  void person(
      At at, ConversationId conversation, AccountId person, boolean openGap, boolean asAdmin) {
    Removal removal =
        lately(
            removals.ofPerson(
                at.handle(), at.domain(), conversation, person, at.actor(), Limits.REMOVAL_UNDO));
    Admission.OfPerson admission = admissions.people(at, conversation, List.of(person)).getFirst();
    links.expire(at, person);
    if (held.addressBarred(at, person)) {
      links.begin(at, NewLink.suspend(person, Optional.empty()));
    }
    Opening now = new Opening(at.epoch(), at.mark());
    if (removal.link().isPresent()) {
      Taken taken = removals.taken(at.handle(), removal.link().get());
      Opening opening =
          openGap ? seen(at, conversation, person, removal).orElse(taken.opening()) : now;
      begin(at, admission, taken, opening, asAdmin);
    }
    if (removal.excluded()) {
      links.liftExclusion(at, conversation, person, openGap ? Opening.EVERYTHING : now);
    }
  }

  private void begin(
      At at, Admission.OfPerson admission, Taken taken, Opening opening, boolean asAdmin) {
    if (admission.there()) {
      throw conflict("they are in it again (expected: out of it)");
    }
    Optional<ConversationId> anchor = taken.anchor();
    if (admission.asExternal().isPresent()) {
      requireGood(admission, taken);
      anchor =
          anchor.flatMap(it ->
              admissions.anchored(at, admission.conversation(), admission.person(), it).anchor());
    }
    ConversationRole role = asAdmin ? taken.role() : ConversationRole.MEMBER;
    Terms terms =
        new Terms(
            role,
            opening,
            taken.end(),
            taken.sponsor(),
            taken.relation(),
            taken.confirmBy(),
            taken.conditions());
    NewLink link =
        NewLink.direct(admission.person(), admission.conversation(), terms)
            .noted(taken.exception());
    links.begin(at, anchor.map(link::anchored).orElse(link));
  }

  /** What was agreed for an external has to hold still: its end, the policies, who answers. */
  private static void requireGood(Admission.OfPerson admission, Taken taken) {
    if (taken.over()) {
      throw conflict("their time is over (expected: add them)");
    }
    if (!taken.answered()) {
      throw conflict("nobody answers for them any more (expected: add them)");
    }
    if (taken.exception().isEmpty()) {
      admission
          .asExternal()
          .flatMap(facts -> Admissions.tooLong(facts, taken.end(), taken.now()))
          .ifPresent(failure -> {
            throw failure;
          });
    }
  }

  /** The beginning of what they saw before the removal. */
  private Optional<Opening> seen(
      At at, ConversationId conversation, AccountId person, Removal removal) {
    List<Link.Direct> direct = new ArrayList<>();
    List<Link.Direct> groups = new ArrayList<>();
    List<Link.Via> vias = new ArrayList<>();
    List<Link.Exclude> exclusions = new ArrayList<>();
    List<Link.Suspend> suspensions = new ArrayList<>();
    for (Link link :
        before.linksBefore(at.handle(), at.domain(), conversation, person, removal.epoch())) {
      switch (link) {
        case Link.Direct own when own.conversation().equals(conversation) -> direct.add(own);
        case Link.Direct ofGroup -> groups.add(ofGroup);
        case Link.Via via -> vias.add(via);
        case Link.Exclude exclude -> exclusions.add(exclude);
        case Link.Suspend suspend -> suspensions.add(suspend);
        case Link.Seat _ -> {}
      }
    }
    List<Floors.Route> routes = new ArrayList<>();
    for (Link.Via via : vias) {
      groups.stream()
          .filter(own -> own.conversation().equals(via.group()))
          .forEach(own -> routes.add(new Floors.Route(own, via)));
    }
    Optional<Floor> floor =
        Floors.floor(new Floors.Reach(direct, routes, exclusions, suspensions), removal.mark());
    return floor.map(it -> new Opening(it.epoch(), it.pos()));
  }

  /** See {@link Memberships#restoreGroup}. */
  void group(At at, ConversationId thread, ConversationId group, boolean openGap) {
    Removal removal =
        lately(
            removals.ofGroup(
                at.handle(), at.domain(), thread, group, at.actor(), Limits.REMOVAL_UNDO));
    Admission.OfGroup admission = admissions.groups(at, thread, List.of(group)).getFirst();
    Opening opening =
        openGap
            ? removals.taken(at.handle(), removal.link().orElseThrow()).opening()
            : new Opening(at.epoch(), at.mark());
    links.expireIn(at, group);
    if (!links.begin(at, NewLink.via(admission.group(), admission.conversation(), opening))) {
      throw conflict("it is on the thread again (expected: off it)");
    }
  }

  private static Removal lately(Optional<Removal> removal) {
    Removal found = removal.orElseThrow(Failure::notFound);
    if (!found.lately()) {
      throw conflict(
          "the removal is too long ago (expected: %d minutes at most)"
              .formatted(Limits.REMOVAL_UNDO.toMinutes()));
    }
    return found;
  }

  private static Failure conflict(String why) {
    return Failure.of(ErrorCode.CONFLICT, why);
  }
}
