package io.drawbridge.server.presence;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says how the caller is there, on all devices, until the last of them is gone. */
final class SetPresence {
  private final Presences presences;

  SetPresence(Presences presences) {
    this.presences = presences;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, InterestCommand.SetPresence command) {
    presences.set(caller.account(), command.state(), command.text());
    return CompletableFuture.completedFuture(Answer.own(new Done()));
  }
}
