package io.drawbridge.server.dispatch;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Command.Unauthenticated;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.db.Behalf;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.ratelimit.RateLimiter;
import io.drawbridge.server.session.LiveSession;
import io.drawbridge.server.session.RequestOutlet;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.MemoryBudget;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands from both doors, on virtual threads. Expected failures and bugs become error
 * frames here and nowhere else. Thread-safe.
 */
public final class Dispatcher {
  private static final int KEYS_MAX = 100_000;

  private final CommandTable table;
  private final FrameCodec codec;
  private final Executor threads;
  private final Metrics metrics;
  private final CommandRates rates;
  private final ErrorFrames errors;
  private final RateLimiter<SessionId> sessions;
  private final RateLimiter<AccountId> accounts;
  private final RateLimiter<Object> addresses;
  private final RateLimiter<Object> mailers;

  /** {@code threads} starts a virtual thread for each task. */
  public Dispatcher(
      CommandTable table, FrameCodec codec, CommandRates rates, Executor threads, Metrics metrics) {
    this.table = table;
    this.codec = codec;
    this.threads = threads;
    this.metrics = metrics;
    this.rates = rates;
    this.errors = new ErrorFrames(metrics);
    this.sessions = new RateLimiter<>(rates.session(), KEYS_MAX, System::nanoTime);
    this.accounts = new RateLimiter<>(rates.account(), KEYS_MAX, System::nanoTime);
    this.addresses = new RateLimiter<>(rates.open(), KEYS_MAX, System::nanoTime);
    this.mailers = new RateLimiter<>(rates.mailed(), KEYS_MAX, System::nanoTime);
  }

  /**
   * The commands of one WebSocket, once its session has started; {@code memory} is shared by all.
   */
  public CommandStream stream(LiveSession session, ClientAddress address, MemoryBudget memory) {
    return new CommandStream(this, session, address, memory);
  }

  /** Returns whether the command may come without a token. */
  public boolean open(Command<?> command) {
    return command instanceof Unauthenticated;
  }

  /** Whether the command may end the very session it came by; then its answer comes last. */
  public static boolean mayEndSession(Command<?> command) {
    return command instanceof AccountCommand.SignOut
        || command instanceof AccountCommand.Erase
        || command instanceof SessionCommand.Revoke;
  }

  /** Carries out a command that needs no token. Blocks: on a virtual thread. */
  public void call(ClientAddress address, Command<?> command, Consumer<Outcome> told) {
    guarded(Optional.empty(), command, told, () -> ofAddress(address, command));
  }

  /** Carries out a command that came over HTTP with a token. Blocks: on a virtual thread. */
  public void call(RequestOutlet request, Command<?> command, Consumer<Outcome> told) {
    guarded(
        Optional.empty(),
        command,
        told,
        () -> {
          checkRate(request.caller());
          return ofRequest(request.caller(), command);
        });
  }

  /** The error for what goes wrong before a command is carried out (a token that is refused). */
  public ErrorFrame error(Optional<Long> id, String what, Throwable thrown) {
    return errors.of(id, what, thrown);
  }

  /** Carries out a command of a WebSocket; its rate was checked when it came. */
  void run(
      Optional<Long> id,
      Session session,
      ClientAddress address,
      Command<?> command,
      Consumer<Outcome> told) {
    guarded(
        id,
        command,
        told,
        () ->
            table.route(command) instanceof Route.Open
                ? ofAddress(address, command)
                : ofSession(session, command));
  }

  /**
   * Counts one command.
   *
   * @throws Failure {@code rate_limited} if there were too many
   */
  public void checkRate(Caller caller) {
    refuseFor(Math.max(sessions.take(caller.session()), accounts.take(caller.account())));
  }

  boolean isSessionCommand(Command<?> command) {
    return table.route(command) instanceof Route.OfSession;
  }

  FrameCodec codec() {
    return codec;
  }

  Executor threads() {
    return threads;
  }

  CommandRates rates() {
    return rates;
  }

  private CompletionStage<? extends Answer<? extends Result>> ofSession(
      Session session, Command<?> command) {
    return table.route(command) instanceof Route.OfSession route
        ? Behalf.of(session.caller().account(), () -> route.handle(session, command))
        : ofCaller(session.caller(), command);
  }

  private CompletionStage<? extends Answer<? extends Result>> ofRequest(
      Caller caller, Command<?> command) {
    if (table.route(command) instanceof Route.OfSession) {
      throw Failure.invalid(command.type() + ": over HTTP (expected: over a WebSocket)");
    }
    return ofCaller(caller, command);
  }

  private CompletionStage<? extends Answer<? extends Result>> ofCaller(
      Caller caller, Command<?> command) {
    if (!(table.route(command) instanceof Route.OfCaller route)) {
      throw new IllegalStateException("an open command with a caller");
    }
    return Behalf.of(caller.account(), () -> route.handle(caller, command));
  }

  private CompletionStage<? extends Answer<? extends Result>> ofAddress(
      ClientAddress address, Command<?> command) {
    if (!(table.route(command) instanceof Route.Open route)) {
      throw new IllegalStateException("a command without its caller");
    }
    Object payer = route.share(command).orElse(address);
    refuseFor(addresses.take(payer));
    if (command instanceof AccountCommand.RequestLink) {
      refuseFor(mailers.take(payer));
    }
    return route.handle(address, command);
  }

  private static void refuseFor(long waitNanos) {
    if (waitNanos > 0) {
      Duration wait = Duration.ofNanos(waitNanos).plusMillis(1);
      throw Failure.rateLimited("too many commands", wait);
    }
  }

  private interface Work {
    CompletionStage<? extends Answer<? extends Result>> start();
  }

  private void guarded(Optional<Long> id, Command<?> command, Consumer<Outcome> told, Work work) {
    long began = System.nanoTime();
    CompletionStage<? extends Answer<? extends Result>> stage;
    try {
      stage = work.start();
    } catch (Throwable thrown) {
      tell(id, command, began, told, null, thrown);
      return;
    }
    stage.whenComplete((answer, thrown) -> tell(id, command, began, told, answer, thrown));
  }

  private void tell(
      Optional<Long> id,
      Command<?> command,
      long began,
      Consumer<Outcome> told,
      @Nullable Answer<? extends Result> answer,
      @Nullable Throwable thrown) {
    metrics.commandAnswered(command.type(), System.nanoTime() - began);
    if (answer != null) {
      told.accept(new Outcome.Answered(answer));
    } else {
      Throwable why = thrown == null ? new IllegalStateException("no answer") : thrown;
      told.accept(new Outcome.Failed(errors.of(id, command.type(), why)));
    }
  }
}
