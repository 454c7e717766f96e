package io.drawbridge.server.poll;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.result.MessageResult.Poll;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.link.DomainLockStore;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.poll.VoteStore.Asked;
import io.drawbridge.server.quota.Amount;
import io.drawbridge.server.quota.ContentQuota;
import io.drawbridge.server.session.outbox.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Puts a person's choice in the place of their earlier one. A vote is no event of the log, since a
 * large group would flood itself with them; it is decided under the domain's lock like everything
 * that is written, and the poll's row gives votes an order among themselves and with its closing.
 */
final class CastVote {
  private final Platform platform;
  private final AccessGate gate;
  private final VoteStore store;
  private final Ballots ballots;
  private final ShowPoll show;
  private final ContentQuota quota;

  CastVote(
      Platform platform,
      AccessGate gate,
      VoteStore store,
      Ballots ballots,
      ShowPoll show,
      ContentQuota quota) {
    this.platform = platform;
    this.gate = gate;
    this.store = store;
    this.ballots = ballots;
    this.show = show;
    this.quota = quota;
  }

  CompletionStage<Answer<Poll>> handle(Caller caller, PollCommand.Vote command) {
    PostPermit permit = gate.post(caller, command.conversation(), Action.Post.POST);
    List<Integer> choices = command.choices().stream().distinct().sorted().toList();
    boolean external = gate.external(permit.conversation(), caller.account());
    platform.database().requireRoom();
    platform
        .database()
        .write(handle -> {
          DomainLockStore.share(handle, permit.domain());
          gate.recheck(handle, permit);
          cast(handle, permit, external, command.pos(), choices);
          return choices.size();
        });
    platform.metrics().voted();
    return show.handle(caller, command);
  }

  private void cast(
      Handle handle, PostPermit permit, boolean external, long pos, List<Integer> choices) {
    Asked asked = store.lock(handle, permit, pos).orElseThrow(Failure::notFound);
    if (asked.ended()) {
      throw Failure.of(ErrorCode.CONFLICT, "pos: a poll that has ended (expected: an open one)");
    }
    int options = asked.counts().size();
    if (!choices.isEmpty() && choices.getLast() >= options) {
      throw Failure.invalid(
          "choices: %d (expected: 0 to %d)".formatted(choices.getLast(), options - 1));
    }
    if (choices.size() > 1 && !asked.multiple()) {
      throw Failure.invalid("choices: %d (expected: at most 1)".formatted(choices.size()));
    }
    VoteStore.Voter voter =
        asked.anonymous()
            ? new VoteStore.Voter.Hidden(
                ballots.of(permit.conversation().id(), pos, permit.caller().account()))
            : new VoteStore.Voter.Named(permit.caller().account());
    List<Integer> before = store.choices(handle, permit.conversation().id(), pos, voter);
    if (before.equals(choices)) {
      return;
    }
    quota.spend(
        permit.caller().account(),
        external,
        permit.domain(),
        Optional.of(permit.conversation().id()),
        Amount.of(1, ""));
    List<Integer> counts = new ArrayList<>(asked.counts());
    before.forEach(choice -> counts.set(choice, counts.get(choice) - 1));
    choices.forEach(choice -> counts.set(choice, counts.get(choice) + 1));
    int more = (choices.isEmpty() ? 0 : 1) - (before.isEmpty() ? 0 : 1);
    store.put(handle, permit.conversation().id(), pos, voter, choices);
    store.count(handle, permit.conversation().id(), pos, counts, asked.voters() + more);
  }
}
