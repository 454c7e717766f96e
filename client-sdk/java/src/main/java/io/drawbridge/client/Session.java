package io.drawbridge.client;

import io.drawbridge.client.background.ConnectionTimers;
import io.drawbridge.client.background.ConnectionTimers.Purpose;
import io.drawbridge.client.background.Timers;
import io.drawbridge.client.stream.Arrivals;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.frame.UnknownEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.SessionResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks the protocol over whichever connection there is: starts the session, resumes, renews the
 * token, sends calls and takes events. Mailbox only.
 */
final class Session implements Calls.Observer {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** The time that events are held for a gap after the answer that announced it. */
  private static final Duration GAP_PATIENCE = Duration.ofSeconds(2);

  private final Settings settings;
  private final Timers timers;
  private final Executor threads;
  private final Arrivals arrivals;
  private final ConnectionTimers connectionTimers;
  private final Renewal renewal;
  private final Calls calls;
  private final Owner owner;
  private Optional<Hello> starting = Optional.empty();
  private boolean ready;
  private long framesSeen;
  private long unknownEvents;

  /** Hears what the protocol means for the connection. */
  interface Owner {

    /** The server has greeted the client. */
    void started();

    /** The session is caught up on memberships; calls go from now on. */
    void ready(Hello hello, boolean caughtUp);

    /** The server says when to come back, should this connection end. */
    void comeBackAfter(long millis);

    /** This connection is of no use any more. */
    void unusable(StopCause cause);
  }

  Session(
      Settings settings,
      Timers timers,
      Executor threads,
      Executor mailbox,
      SignIn signIn,
      Arrivals arrivals,
      ConnectionTimers connectionTimers,
      Owner owner) {
    this.settings = settings;
    this.timers = timers;
    this.threads = threads;
    this.arrivals = arrivals;
    this.connectionTimers = connectionTimers;
    this.calls = new Calls(settings, timers, mailbox, this);
    this.renewal =
        new Renewal(
            timers,
            connectionTimers,
            signIn,
            mailbox,
            tokens -> urgent(new SessionCommand.Renew(tokens.accessToken())));
    this.owner = owner;
  }

  /** Begins on a fresh socket. */
  void start(Transport.Socket socket, Tokens tokens) {
    calls.attach(socket);
    urgent(new SessionCommand.Start(tokens.accessToken()));
  }

  /** Leaves a connection that is gone. */
  void detach() {
    starting = Optional.empty();
    ready = false;
    renewal.end();
    calls.detach();
    arrivals.disconnected();
  }

  /** Fails all calls for good. */
  void close(StopCause cause) {
    calls.close(cause);
  }

  /** Takes a call of the application. */
  <R extends Result> void add(PendingCall<R> call) {
    if (call.command() instanceof InterestCommand.Open open) {
      @SuppressWarnings("unchecked") // an Open takes the place of an Open
      Command<R> placed = (Command<R>) arrivals.place(open, ready);
      call.command(placed);
    }
    calls.add(call);
  }

  /** Returns whether a call has no answer yet. */
  boolean callsWait() {
    return calls.pending() > 0;
  }

  /** Counts what has come over this many connections. */
  ClientStats stats(int connections) {
    return new ClientStats(
        connections,
        framesSeen,
        arrivals.streams().duplicates(),
        arrivals.resyncs(),
        unknownEvents);
  }

  /** Takes a frame of the server. */
  void frame(ServerFrame frame) {
    framesSeen++;
    switch (frame) {
      case Hello greeting -> greeted(greeting);
      case Reply reply -> calls.answered(reply);
      case ErrorFrame error -> {
        error.id().ifPresent(id -> calls.refused(id, error));
        if (error.id().isEmpty()) {
          LOG.warn("the server refused a frame: {}", error.code().wire());
        }
      }
      case Event event -> event(event);
      case UnknownEvent unknown -> unknownEvents++;
    }
  }

  private void greeted(Hello hello) {
    starting = Optional.of(hello);
    owner.started();
    renewal.begin(hello);
    arrivals.greeted(hello).ifPresentOrElse(this::urgent, () -> ready(List.of(), false));
  }

  private void event(Event event) {
    if (event instanceof Event.ServerDraining draining) {
      owner.comeBackAfter(draining.reconnectAfterMs());
    }
    reopen(arrivals.event(event));
    confirm();
    if (event instanceof LogEvent log && arrivals.streams().overfull(log.conversation())) {
      owner.unusable(new StopCause.Lost("too many events before a gap was filled"));
    }
  }

  private void ready(Collection<ConversationId> toOpen, boolean caughtUp) {
    if (starting.isEmpty()) {
      return;
    }
    Hello hello = starting.get();
    starting = Optional.empty();
    ready = true;
    owner.ready(hello, caughtUp);
    reopen(arrivals.unopened(toOpen));
    confirm();
    calls.ready(hello.limits().inFlightPerConnectionMax());
    releaseLater();
  }

  /** Bounds the time that events are held back for a gap. */
  private void releaseLater() {
    if (arrivals.streams().holding()) {
      connectionTimers.after(Purpose.GAP, GAP_PATIENCE, arrivals::releaseStale);
    }
  }

  @Override
  public void answered(Command<?> command, Result result) {
    if (result instanceof SessionResult.Resumed answer) {
      ready(arrivals.resumed(answer), true);
    } else {
      arrivals.answered(command, result);
      releaseLater();
    }
  }

  @Override
  public void refused(Command<?> command, ErrorFrame error) {
    if (command instanceof SessionCommand.Start
        || command instanceof SessionCommand.Renew
        // To start over would lose what the positions still stand for.
        || (command instanceof SessionCommand.Resume && Calls.passes(error.code()))) {
      error.retryAfterMs().ifPresent(owner::comeBackAfter);
      owner.unusable(SignIn.refusal(error.code()));
    } else if (command instanceof SessionCommand.Resume) {
      starting.ifPresent(hello -> ready(arrivals.resumeRefused(hello.since()), false));
    } else if (command instanceof InterestCommand.Open open) {
      arrivals.openRefused(open.conversation(), error.code() == ErrorCode.NOT_FOUND);
    }
  }

  private void reopen(Collection<ConversationId> conversations) {
    for (ConversationId conversation : conversations) {
      calls.add(
          new PendingCall<>(
              arrivals.place(new InterestCommand.Open(conversation, Optional.empty()), true),
              threads,
              timers.nanos(),
              settings.callTimeout(),
              false));
    }
  }

  /** Tells the server what this client keeps nothing more of. */
  private void confirm() {
    // What is taken before the session is ready would be told to nobody.
    List<ConversationId> purged = ready ? arrivals.purged() : List.of();
    if (!purged.isEmpty()) {
      calls.add(
          new PendingCall<>(
              new SessionCommand.Purged(purged),
              threads,
              timers.nanos(),
              settings.callTimeout(),
              false));
    }
  }

  private void urgent(Command<?> command) {
    calls.addUrgent(
        new PendingCall<>(command, threads, timers.nanos(), settings.connectTimeout(), true));
  }
}
