package io.drawbridge.client;

import io.drawbridge.client.background.Causes;
import io.drawbridge.client.background.ConnectionTimers;
import io.drawbridge.client.background.ConnectionTimers.Purpose;
import io.drawbridge.client.background.Liveness;
import io.drawbridge.client.background.Pace;
import io.drawbridge.client.background.Timers;
import io.drawbridge.client.resume.CursorStore;
import io.drawbridge.client.stream.Arrivals;
import io.drawbridge.client.stream.Dispatcher;
import io.drawbridge.client.stream.FrameListener;
import io.drawbridge.client.stream.LocalStore;
import io.drawbridge.client.stream.ProgressKeeper;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one client connected: signs in, opens a socket for its {@link Session}, watches it, and
 * comes back when it ends. Mailbox only, unless a method says otherwise.
 */
final class Engine implements Connection.Owner, Session.Owner {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Settings settings;
  private final Timers timers;
  private final Executor threads;
  private final Executor mailbox;
  private final Transport transport;
  private final SignIn signIn;
  private final FrameListener frames;
  private final Dispatcher dispatcher;
  private final ProgressKeeper progress;
  private final Reconnects reconnects;
  private final Pace pace;
  private final Liveness liveness;
  private final ConnectionTimers connectionTimers;
  private final Session session;
  private final CompletableFuture<Hello> connected = new CompletableFuture<>();
  private final CompletableFuture<StopCause> stopped = new CompletableFuture<>();
  private volatile ConnectionState state = new ConnectionState.Idle();
  private volatile ClientStats stats = ClientStats.none();
  private @Nullable Connection connection;
  private int connections;
  private boolean watching;

  /** Takes up where the cursors say an earlier process was. */
  Engine(
      Settings settings,
      Timers timers,
      Executor threads,
      Executor mailbox,
      Transport transport,
      SignIn signIn,
      FrameListener frames,
      CursorStore cursors,
      LocalStore store) {
    this.settings = settings;
    this.timers = timers;
    this.threads = threads;
    this.mailbox = mailbox;
    this.transport = transport;
    this.signIn = signIn;
    this.frames = frames;
    this.dispatcher =
        new Dispatcher(
            threads, settings.eventsBufferedMax() / 2, () -> mailbox.execute(this::relieved));
    this.progress = new ProgressKeeper(cursors, timers, threads);
    this.reconnects = new Reconnects(settings.backoff(), settings.random(), timers);
    this.pace = new Pace(settings.eventsBufferedMax());
    this.liveness = new Liveness(settings.heartbeat());
    this.connectionTimers = new ConnectionTimers(timers, mailbox);
    Arrivals arrivals = new Arrivals(store, dispatcher, progress, timers);
    arrivals.restore();
    this.session =
        new Session(settings, timers, threads, mailbox, signIn, arrivals, connectionTimers, this);
  }

  /** Any thread. */
  Dispatcher dispatcher() {
    return dispatcher;
  }

  /** Any thread. */
  ProgressKeeper progress() {
    return progress;
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
    mailbox.execute(() -> {
      session.add(call);
      watch();
      relieved();
    });
    return call.future();
  }

  void start() {
    if (state instanceof ConnectionState.Idle) {
      attempt();
    }
  }

  /** More may be read: handlers have caught up, or a call waits for its answer. */
  private void relieved() {
    readMore(pace.grant(dispatcher.queued(), session.callsWait()));
  }

  /** Closes for good. */
  void stop(StopCause cause) {
    if (state instanceof ConnectionState.Closed) {
      return;
    }
    socket().ifPresent(Transport.Socket::close);
    leave();
    session.close(cause);
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
      socket.read(pace.begin());
      session.start(socket, tokens);
    }
  }

  @Override
  public void frame(Connection of, ServerFrame frame) {
    if (of != connection) {
      return;
    }
    session.frame(frame);
    stats = session.stats(connections);
    readMore(pace.taken(dispatcher.queued(), session.callsWait()));
  }

  @Override
  public void started() {
    reconnects.started();
  }

  @Override
  public void ready(Hello hello, boolean caughtUp) {
    Connection of = connection;
    if (of == null) {
      return;
    }
    become(new ConnectionState.Connected(of.number(), hello, caughtUp));
    connectionTimers.cancel(Purpose.CONNECT);
    liveness.begin();
    beat(of, session.callsWait());
    connected.completeAsync(() -> hello, threads);
  }

  @Override
  public void comeBackAfter(long millis) {
    reconnects.comeBackAfter(millis);
  }

  @Override
  public void unusable(StopCause cause) {
    Connection of = connection;
    if (of != null) {
      ended(of, cause);
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
    connectionTimers.cancelAll();
    session.detach();
  }

  /** A call waits: a look that was far off comes sooner. */
  private void watch() {
    Connection of = connection;
    if (of != null && !watching && state instanceof ConnectionState.Connected) {
      beat(of, true);
    }
  }

  /** Looks after a while whether the connection still lives. */
  private void beat(Connection of, boolean callsWait) {
    watching = callsWait;
    connectionTimers.after(Purpose.HEARTBEAT, liveness.interval(callsWait), () -> look(of));
  }

  private void look(Connection of) {
    boolean callsWait = session.callsWait();
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
}
