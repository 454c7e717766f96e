package io.drawbridge.server.dispatch;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.command.SessionHandler;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Knows who carries out which command, and runs it as a door would: answers pass the egress gate.
 * There are no sessions, so commands of a live one are left out.
 */
public final class TestCommands implements Commands {
  private final Map<Class<?>, Handler<?, ?>> handlers = new HashMap<>();
  private final Map<Class<?>, OpenHandler<?, ?>> openHandlers = new HashMap<>();

  @Override
  public <C extends Command<R>, R extends Result> void on(Class<C> type, Handler<C, R> handler) {
    handlers.put(type, handler);
  }

  @Override
  public <C extends Command<R>, R extends Result> void onSession(
      Class<C> type, SessionHandler<C, R> handler) {
    // there are no sockets here
  }

  @Override
  public <C extends Command<R>, R extends Result> void open(
      Class<C> type, OpenHandler<C, R> handler) {
    openHandlers.put(type, handler);
  }

  /** Runs a command that needs no token, from another address. */
  @SuppressWarnings("unchecked")
  public <C extends Command<R>, R extends Result> R tell(ClientAddress from, C command) {
    OpenHandler<C, R> handler =
        (OpenHandler<C, R>) Objects.requireNonNull(openHandlers.get(command.getClass()));
    if (join(handler.handle(from, command)).release(tag -> Verdict.ALLOW)
        instanceof Answer.Released.Told<R>(R result)) {
      return result;
    }
    throw Failure.notFound();
  }

  /** Runs a command for a caller, through the egress gate; failures are thrown. */
  @SuppressWarnings("unchecked")
  public <C extends Command<R>, R extends Result> R tell(Access access, Caller caller, C command) {
    Handler<C, R> handler =
        (Handler<C, R>) Objects.requireNonNull(handlers.get(command.getClass()));
    try (Residency.Hold _ = access.residency().hold(caller.account())) {
      Answer<R> answer = join(handler.handle(caller, command));
      return switch (answer.release(tag -> access.egress().judge(caller.account(), tag))) {
        case Answer.Released.Told<R>(R result) -> result;
        case Answer.Released.Wait<R> wait -> throw new AssertionError("the view lags: " + wait);
        case Answer.Released.Refused<R> refused -> throw Failure.notFound();
      };
    }
  }

  private static <T> T join(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
