package io.drawbridge.server.presence;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.people.Presence;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.protocol.result.PresenceResult;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Follows the presence of people the caller shares a conversation with; the others are left out,
 * whether they exist or not. Who blocked the caller is never there. Each fact is tagged with the
 * conversation that is its witness.
 */
final class SubscribeToPresence {
  private final Presences presences;
  private final WitnessStore store;
  private final Views views;

  SubscribeToPresence(Presences presences, WitnessStore store, Views views) {
    this.presences = presences;
    this.store = store;
    this.views = views;
  }

  CompletionStage<Answer<PresenceResult.Presences>> handle(
      Session session, InterestCommand.Subscribe command) {
    List<Witness> witnesses =
        store.shared(session.caller().account(), Set.copyOf(command.people()));
    presences.follow(session, witnesses);
    List<Part<Witness>> parts =
        witnesses.stream().map(witness -> new Part<>(witness.tag(), witness)).toList();
    return CompletableFuture.completedFuture(
        Answer.joined(
            Tag.OWN,
            parts,
            shown ->
                new PresenceResult.Presences(
                    shown.stream().flatMap(witness -> presence(witness).stream()).toList())));
  }

  /**
   * The presence as of when the answer leaves; nothing of a person who has left the witness since
   * it was found.
   */
  private Optional<Presence> presence(Witness witness) {
    Presence now =
        witness.hides() ? Presences.absent(witness.person()) : presences.now(witness.person());
    return now.state() == PresenceState.OFFLINE || witness.holds(views) || stillHolds(witness)
        ? Optional.of(now)
        : Optional.empty();
  }

  /**
   * Returns whether nothing has changed in the domain since the witness was found, for somebody who
   * is at another node alone, so that this node's view does not know their links.
   */
  private boolean stillHolds(Witness witness) {
    return presences.isOnlyElsewhere(witness.person())
        && views.epoch(witness.domain()) == witness.needs();
  }
}
