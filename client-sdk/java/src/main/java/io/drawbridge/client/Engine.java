package io.drawbridge.client;

import io.drawbridge.client.ConnectionTimers.Purpose;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.AccountResult.Tokens;
import io.drawbridge.protocol.frame.Command;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.InterestCommand;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.Result;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.frame.SessionCommand;
import io.drawbridge.protocol.frame.SessionResult;
import io.drawbridge.protocol.frame.UnknownEvent;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one client connected: signs in, starts the session, resumes, renews the token, and comes
 * back when the connection ends. Mailbox only, unless a method says otherwise.
 */
final class Engine implements Connection.Owner, Calls.Observer {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** How long events are held for a gap after the answer that announced it. */
  private static final Duration GAP_PATIENCE = Duration.ofSeconds(2);

  private final Settings settings;
  private final Timers timers;
  private final Executor threads;
  private final Executor mailbox;
  private final Transport transport;
  private final SignIn signIn;
  private final FrameListener frames;
  private final Dispatcher dispatcher;
  private final Arrivals arrivals;
  private final Calls calls;
  private final Reconnects reconnects;
  private final Pace pace;
  private final Liveness liveness;
  private final ConnectionTimers connectionTimers;
  private final Renewal renewal;
  private final CompletableFuture<Hello> connected = new CompletableFuture<>();
  private final CompletableFuture<StopCause> stopped = new CompletableFuture<>();
  private volatile ConnectionState state = new ConnectionState.Idle();
  private volatile ClientStats stats = ClientStats.none();
  private @Nullable Connection connection;
  private @Nullable Hello hello;
  private int connections;
  private boolean watching;
  private long framesSeen;
  private long unknownEvents;

  Engine(
      Settings settings,
      Timers timers,
      Executor threads,
      Executor mailbox,
      Transport transport,
      SignIn signIn,
      FrameListener frames,
      Dispatcher dispatcher,
      Arrivals arrivals) {
    this.settings = settings;
    this.timers = timers;
    this.threads = threads;
    this.mailbox = mailbox;
    this.transport = transport;
    this.signIn = signIn;
    this.frames = frames;
    this.dispatcher = dispatcher;
    this.arrivals = arrivals;
    this.calls = new Calls(settings, timers, mailbox, this);
    this.reconnects = new Reconnects(settings.backoff(), settings.random(), timers);
    this.pace = new Pace(settings.eventsBufferedMax());
    this.liveness = new Liveness(settings.heartbeat());
    this.connectionTimers = new ConnectionTimers(timers, mailbox);
    this.renewal =
        new Renewal(
            timers,
            connectionTimers,
            signIn,
            mailbox,
            tokens -> urgent(new SessionCommand.Renew(tokens.accessToken())));
  }

  /** Any thread. */
  ConnectionState state() {
    return state;
  }

  /** Any thread. */
  ClientStats stats() {
    return stats;
  }

  /** Completes with the first connection, fails if there will be none. */
  CompletableFuture<Hello> connected() {
    return connected;
  }

  /** Completes when the client is closed for good. */
  CompletableFuture<StopCause> stopped() {
    return stopped;
  }

  /** Any thread. */
  <R extends Result> CompletableFuture<R> call(Command<R> command, Duration timeout) {
    PendingCall<R> call = new PendingCall<>(command, threads, timers.nanos(), timeout, false);
    mailbox.execute(() -> add(call));
    return call.future();
  }

  void start() {
    if (state instanceof ConnectionState.Idle) {
      attempt();
    }
  }

  /** Handlers have caught up. */
  void relieved() {
    readMore(pace.grant(dispatcher.queued(), calls.pending() > 0));
  }

  /** Closes for good. */
  void stop(StopCause cause) {
    if (state instanceof ConnectionState.Closed) {
      return;
    }
    socket().ifPresent(Transport.Socket::close);
    leave();
    calls.close(cause);
    become(new ConnectionState.Closed(cause));
    transport.close();
    connected.completeExceptionally(
        new RequestFailed("session.start", new RequestFailed.Reason.Closed(cause)));
    dispatcher.post(cause, () -> stopped.complete(cause));
  }

  private void attempt() {
    if (state instanceof ConnectionState.Closed) {
      return;
    }
    become(new ConnectionState.Connecting(reconnects.attempt()));
    Connection fresh = new Connection(++connections, timers, mailbox, frames, this);
    connection = fresh;
    var _ =
        signIn
            .tokens()
            .whenComplete(
                (tokens, failed) -> mailbox.execute(() -> signedIn(fresh, tokens, failed)));
  }

  private void signedIn(Connection of, @Nullable Tokens tokens, @Nullable Throwable failed) {
    if (of != connection) {
      return;
    }
    if (tokens == null) {
      signInFailed(of, failed);
      return;
    }
    connectionTimers.after(
        Purpose.CONNECT,
        settings.connectTimeout(),
        () -> ended(of, new StopCause.Lost("no answer in time")));
    var _ =
        transport
            .open(of)
            .whenComplete(
                (socket, lost) -> mailbox.execute(() -> opened(of, tokens, socket, lost)));
  }

  private void signInFailed(Connection of, @Nullable Throwable failed) {
    String why = failed == null ? "no tokens" : String.valueOf(Causes.of(failed).getMessage());
    if (failed != null && SignIn.hopeless(failed)) {
      stop(new StopCause.SignInNeeded(why));
    } else {
      ended(of, new StopCause.Lost("signing in failed: " + why));
    }
  }

  private void opened(
      Connection of, Tokens tokens, Transport.@Nullable Socket socket, @Nullable Throwable lost) {
    if (socket == null) {
      ended(of, new StopCause.Lost("no connection: " + lost));
    } else if (of != connection) {
      socket.abort();
    } else {
      of.opened(socket);
      calls.attach(socket);
      socket.read(pace.begin());
      urgent(new SessionCommand.Start(tokens.accessToken()));
    }
  }

  @Override
  public void frame(Connection of, ServerFrame frame) {
    if (of != connection) {
      return;
    }
    framesSeen++;
    switch (frame) {
      case Hello greeting -> started(greeting);
      case Reply reply -> calls.answered(reply);
      case ErrorFrame error -> {
        error.id().ifPresent(id -> calls.refused(id, error));
        if (error.id().isEmpty()) {
          LOG.warn("the server refused a frame: {}", error.code().wire());
        }
      }
      case Event event -> event(of, event);
      case UnknownEvent unknown -> unknownEvents++;
    }
    count();
    readMore(pace.taken(dispatcher.queued(), calls.pending() > 0));
  }

  private void event(Connection of, Event event) {
    if (event instanceof Event.ServerDraining draining) {
      reconnects.comeBackAfter(draining.reconnectAfterMs());
    }
    reopen(arrivals.event(event));
    if (event instanceof LogEvent log && arrivals.streams().overfull(log.conversation())) {
      ended(of, new StopCause.Lost("too many events before a gap was filled"));
    }
  }

  private void started(Hello greeting) {
    hello = greeting;
    reconnects.started();
    renewal.begin(greeting);
    arrivals.greeted(greeting).ifPresentOrElse(this::urgent, () -> ready(List.of(), false));
  }

  /** The session is caught up on memberships: calls may go. */
  private void ready(Collection<ConversationId> toOpen, boolean caughtUp) {
    Connection of = connection;
    Hello greeting = hello;
    if (of == null || greeting == null || !(state instanceof ConnectionState.Connecting)) {
      return;
    }
    become(new ConnectionState.Connected(of.number(), greeting, caughtUp));
    connectionTimers.cancel(Purpose.CONNECT);
    liveness.begin();
    beat(of, calls.pending() > 0);
    reopen(arrivals.unopened(toOpen));
    calls.ready(greeting.limits().inFlightPerConnectionMax());
    connected.completeAsync(() -> greeting, threads);
    releaseLater();
  }

  /** Holds back for a gap only so long. */
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
    Connection of = connection;
    Hello greeting = hello;
    if (of == null) {
      return;
    }
    if (command instanceof SessionCommand.Start
        || command instanceof SessionCommand.Renew
        // To begin anew would lose what the positions still stand for.
        || (command instanceof SessionCommand.Resume && Calls.passes(error.code()))) {
      error.retryAfterMs().ifPresent(reconnects::comeBackAfter);
      ended(of, SignIn.refusal(error.code()));
    } else if (command instanceof SessionCommand.Resume && greeting != null) {
      ready(arrivals.resumeRefused(greeting.since()), false);
    } else if (command instanceof InterestCommand.Open open) {
      arrivals.openRefused(open.conversation(), error.code() == ErrorCode.NOT_FOUND);
    }
  }

  @Override
  public void ended(Connection of, StopCause cause) {
    if (of != connection || state instanceof ConnectionState.Closed) {
      return;
    }
    socket().ifPresent(Transport.Socket::abort);
    leave();
    switch (reconnects.ended(cause)) {
      case Reconnects.Advice.Stop stay -> stop(cause);
      case Reconnects.Advice.Again again -> {
        if (again.newToken()) {
          signIn.accessRefused();
        }
        LOG.debug("connection {} ended: {}", of.number(), cause.describe());
        become(new ConnectionState.Waiting(again.delay(), cause));
        timers.after(again.delay(), () -> mailbox.execute(this::attempt));
      }
    }
  }

  private void leave() {
    connection = null;
    hello = null;
    connectionTimers.cancelAll();
    renewal.end();
    calls.detach();
    arrivals.disconnected();
  }

  private <R extends Result> void add(PendingCall<R> call) {
    if (call.command() instanceof InterestCommand.Open open) {
      @SuppressWarnings("unchecked") // an Open takes the place of an Open
      Command<R> placed =
          (Command<R>) arrivals.place(open, state instanceof ConnectionState.Connected);
      call.command(placed);
    }
    calls.add(call);
    watch();
    relieved();
  }

  /** A call waits: a look that was far off comes sooner. */
  private void watch() {
    Connection of = connection;
    if (of != null && !watching && state instanceof ConnectionState.Connected) {
      beat(of, true);
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

  private void urgent(Command<?> command) {
    calls.addUrgent(
        new PendingCall<>(command, threads, timers.nanos(), settings.connectTimeout(), true));
  }

  /** Looks after a while whether the connection still lives. */
  private void beat(Connection of, boolean callsWait) {
    watching = callsWait;
    connectionTimers.after(Purpose.HEARTBEAT, liveness.interval(callsWait), () -> look(of));
  }

  private void look(Connection of) {
    boolean callsWait = calls.pending() > 0;
    switch (liveness.look(timers.nanos(), of.heardNanos(), !pace.stalled(), callsWait)) {
      case WAIT -> beat(of, callsWait);
      case ASK -> {
        of.socket().ifPresent(Transport.Socket::ping);
        beat(of, callsWait);
      }
      case GIVE_UP -> ended(of, new StopCause.Lost("no sign of life"));
    }
  }

  private void readMore(int granted) {
    if (granted > 0) {
      socket().ifPresent(socket -> socket.read(granted));
    }
  }

  private Optional<Transport.Socket> socket() {
    Connection of = connection;
    return of == null ? Optional.empty() : of.socket();
  }

  private void become(ConnectionState next) {
    state = next;
    dispatcher.post(next, () -> {});
  }

  private void count() {
    stats =
        new ClientStats(
            connections,
            framesSeen,
            arrivals.streams().duplicates(),
            arrivals.resyncs(),
            unknownEvents);
  }
}
