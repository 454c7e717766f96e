package io.drawbridge.server.command;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * Carries out one command of an authenticated account, no matter through which door it came. Called
 * on a virtual thread, so it may block; mutations of one connection are called in the order they
 * came. An expected failure is a {@code Failure}, thrown or as the stage's outcome.
 */
@FunctionalInterface
public interface Handler<C extends Command<R>, R extends Result> {
  CompletionStage<Answer<R>> handle(Caller caller, C command);
}
