package io.drawbridge.server.poll;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.ChangeAnswer;
import io.drawbridge.server.message.Given;
import io.drawbridge.server.message.Mentioned;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Sends a message that asks, under the rules of any message. */
final class CreatePoll {
  private static final Duration LONGEST = Duration.ofDays(Limits.POLL_DAYS_MAX);

  private final AccessGate gate;
  private final WriterLanes lanes;
  private final RequestKeys keys;
  private final DatabaseClock clock;

  CreatePoll(AccessGate gate, WriterLanes lanes, RequestKeys keys, DatabaseClock clock) {
    this.gate = gate;
    this.lanes = lanes;
    this.keys = keys;
    this.clock = clock;
  }

  CompletionStage<Answer<Sent>> handle(Caller caller, PollCommand.Create command) {
    NewMessage asked =
        new NewMessage(
                command.question(),
                Optional.empty(),
                Mentioned.by(caller.account(), command.question()),
                command.audience().map(Given::audience),
                keys.of(caller, command))
            .asking(poll(command));
    PostPermit permit = gate.post(caller, command.conversation(), asked.right());
    return ChangeAnswer.sent(lanes, permit, asked);
  }

  private PollView poll(PollCommand.Create command) {
    List<String> options = command.options();
    if (options.size() < Limits.POLL_OPTIONS_MIN) {
      throw Failure.invalid(
          "options: %d (expected: %d to %d)"
              .formatted(options.size(), Limits.POLL_OPTIONS_MIN, Limits.POLL_OPTIONS_MAX));
    }
    if (Set.copyOf(options).size() < options.size()) {
      throw Failure.invalid("options: one twice (expected: each once)");
    }
    Instant now = clock.now();
    command
        .endsAt()
        .filter(end -> end.isBefore(now) || end.isAfter(now.plus(LONGEST)))
        .ifPresent(_ -> {
          throw Failure.invalid("ends_at: in the past or too far (expected: within a year)");
        });
    return new PollView(
        options,
        command.multiple().orElse(false),
        command.anonymous().orElse(false),
        command.endsAt(),
        false);
  }
}
