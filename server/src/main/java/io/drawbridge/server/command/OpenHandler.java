package io.drawbridge.server.command;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Carries out one command that anybody may send without a token (sign in, redeem a link). Called on
 * a virtual thread after a strict rate limit by address. Its answer must be {@link Answer#own}:
 * there is no reader yet whom the egress gate could judge.
 */
@FunctionalInterface
public interface OpenHandler<C extends Command<R>, R extends Result> {
  CompletionStage<Answer<R>> handle(ClientAddress address, C command);

  /**
   * The share that the command's rate comes out of instead of its address's, if it carries the
   * proof of something this server knows. Called before any rate is taken, so it must be cheap.
   */
  default Optional<Object> share(C command) {
    return Optional.empty();
  }
}
