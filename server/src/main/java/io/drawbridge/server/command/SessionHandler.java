package io.drawbridge.server.command;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * Carries out one command that makes sense only while a session is connected (interest, resume,
 * renewal): refused over plain HTTP. Called on a virtual thread, in the order the commands came;
 * what it does to the session's state goes through {@code session.connection().execute(...)}.
 */
@FunctionalInterface
public interface SessionHandler<C extends Command<R>, R extends Result> {
  CompletionStage<Answer<R>> handle(Session session, C command);
}
