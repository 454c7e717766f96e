package io.drawbridge.server.dispatch;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.command.SessionHandler;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The handler that carries out a command, by what the command needs. The table pairs each record
 * with a handler of the same type, which is what makes the casts here safe.
 */
sealed interface Route {
  record OfCaller(Handler<?, ?> handler) implements Route {
    @SuppressWarnings({"unchecked", "rawtypes"})
    CompletionStage<? extends Answer<? extends Result>> handle(Caller caller, Command<?> command) {
      return ((Handler) handler).handle(caller, command);
    }
  }

  record OfSession(SessionHandler<?, ?> handler) implements Route {
    @SuppressWarnings({"unchecked", "rawtypes"})
    CompletionStage<? extends Answer<? extends Result>> handle(
        Session session, Command<?> command) {
      return ((SessionHandler) handler).handle(session, command);
    }
  }

  record Open(OpenHandler<?, ?> handler) implements Route {
    @SuppressWarnings({"unchecked", "rawtypes"})
    CompletionStage<? extends Answer<? extends Result>> handle(
        ClientAddress address, Command<?> command) {
      return ((OpenHandler) handler).handle(address, command);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    Optional<Object> share(Command<?> command) {
      return ((OpenHandler) handler).share(command);
    }
  }
}
