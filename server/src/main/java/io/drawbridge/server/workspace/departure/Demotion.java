package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SeatResult.RefusedGrant;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.workspace.departure.Departures.Departed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes an external of a member, inside a change or the rehearsal of one (G-29). All ends that the
 * member had; then, in the same epoch, they are let in again where they are to stay, by the right
 * of who is to answer for them, as by any other door. So what they saw there stays theirs without a
 * break, and no rule is asked that others are not asked by.
 */
final class Demotion {
  /** Tells no more: where that person is may be nothing for whom they are named by. */
  private static final String CANNOT_ANSWER =
      "the sponsor may not bring them in there (expected: a member in it who may)";

  private final Departures departures;
  private final DepartureStore store;

  Demotion(Departures departures, DepartureStore store) {
    this.departures = departures;
    this.store = store;
  }

  /**
   * A demotion that was made, as a repeated command is told again.
   *
   * @param lost how many conversations no path leads to any more
   */
  record Made(
      List<ConversationId> kept, List<RefusedGrant> refused, int lost, List<AccountId> bots) {
    Made {
      kept = List.copyOf(kept);
      refused = List.copyOf(refused);
      bots = List.copyOf(bots);
    }
  }

  /**
   * Makes it.
   *
   * @throws Failure {@code not_found} if they are no member
   */
  Made make(ChangeTransaction tx, AccountId person, List<Keep> keep) {
    At at = tx.at();
    Handle handle = tx.handle();
    DomainId domain = at.domain();
    if (!store.seated(handle, domain, person)) {
      throw Failure.notFound();
    }
    requireEachOnce(keep);
    Map<ConversationId, Boolean> before = store.reached(handle, domain, person);
    Map<ConversationId, Opening> seen = seen(tx, person, keep, before);
    if (!keep.isEmpty()) {
      tx.memberships().recount(at);
    }
    Departed departed = departures.depart(tx, person, EndReason.REMOVED);
    List<ConversationId> kept = new ArrayList<>();
    List<RefusedGrant> refused = new ArrayList<>();
    for (Keep each : keep) {
      Optional<String> why =
          refusal(tx, person, each, Optional.ofNullable(seen.get(each.conversation())));
      why.ifPresentOrElse(
          it -> refused.add(new RefusedGrant(each.conversation(), it)),
          () -> kept.add(each.conversation()));
    }
    Map<ConversationId, Boolean> after = store.reached(handle, domain, person);
    tx.left(
        departed.places().stream()
            .filter(place -> !after.containsKey(place))
            .map(place -> new Ended(place, person))
            .toList());
    tx.changed(kept);
    return new Made(kept, refused, before.size() - after.size(), departed.bots());
  }

  private static void requireEachOnce(List<Keep> keep) {
    if (keep.stream().map(Keep::conversation).distinct().count() < keep.size()) {
      throw Failure.invalid("keep: a conversation twice (expected: each once)");
    }
  }

  /** The beginning of what they see, of each of these in which they are. */
  private static Map<ConversationId, Opening> seen(
      ChangeTransaction tx,
      AccountId person,
      List<Keep> keep,
      Map<ConversationId, Boolean> reached) {
    Map<ConversationId, Opening> seen = new HashMap<>();
    for (Keep each : keep) {
      if (reached.containsKey(each.conversation())) {
        tx.memberships()
            .floor(tx.handle(), each.conversation(), person)
            .ifPresent(floor -> seen.put(each.conversation(), floor));
      }
    }
    return seen;
  }

  /** Lets them in again; or says why not. */
  private static Optional<String> refusal(
      ChangeTransaction tx, AccountId person, Keep keep, Optional<Opening> seen) {
    if (seen.isEmpty()) {
      return Optional.of(Failure.notFound().text());
    }
    At at = tx.at();
    Memberships memberships = tx.memberships();
    AccountId sponsor = keep.sponsor().orElse(at.actor());
    try {
      memberships.requireTerm(at, keep.conversation(), keep.until());
    } catch (Failure tooLong) {
      return Optional.of(tooLong.text());
    }
    memberships.consented(at, keep.conversation(), person);
    try {
      memberships.add(
          at,
          memberships.admit(at.inNameOf(sponsor), keep.conversation(), person),
          new Terms(
              ConversationRole.MEMBER,
              seen.get(),
              keep.until(),
              Optional.of(sponsor),
              keep.relation()));
      return Optional.empty();
    } catch (Failure refused) {
      return Optional.of(sponsor.equals(at.actor()) ? refused.text() : CANNOT_ANSWER);
    }
  }
}
