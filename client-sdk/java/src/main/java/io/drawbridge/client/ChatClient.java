package io.drawbridge.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.drawbridge.client.api.Commands;
import io.drawbridge.client.file.Transfers;
import io.drawbridge.client.slash.SlashDesk;
import io.drawbridge.client.stream.Dispatcher;
import io.drawbridge.client.stream.ProgressKeeper;
import io.drawbridge.client.stream.Subscription;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.SessionResult;
import io.drawbridge.protocol.text.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Connects one account to a server; it comes back by itself and then takes up where it was.
 * Thread-safe; it has no thread of its own, so that thousands fit into a process.
 *
 * <p>Futures are completed on threads that may block. Handlers run one at a time, in the order in
 * which things happened, and may block too; they may wait for calls.
 */
public final class ChatClient implements Commands, AutoCloseable {

  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final Engine engine;
  private final Dispatcher dispatcher;
  private final Executor mailbox;
  private final SignIn signIn;
  private final ProgressKeeper progress;
  private final Duration callTimeout;
  private final ClientIds ids = new ClientIds();
  private final Transfers transfers;

  ChatClient(Engine engine, Executor mailbox, SignIn signIn, Duration callTimeout, HttpWay way) {
    this.engine = engine;
    this.dispatcher = engine.dispatcher();
    this.mailbox = mailbox;
    this.signIn = signIn;
    this.progress = engine.progress();
    this.callTimeout = callTimeout;
    this.transfers =
        new Transfers(
            way.http(), way.server()::path, refused -> token(refused), this, way.threads());
  }

  /** The way of what is no command: bytes, by HTTP. */
  record HttpWay(Supplier<HttpClient> http, ServerAddress server, Executor threads) {}

  private Secret token(boolean refused) {
    return (refused ? signIn.renewed() : signIn.tokens()).join().accessToken();
  }

  /**
   * Starts building a client.
   *
   * @param server for example {@code https://chat.example.com}; http, https, ws or wss
   */
  public static ChatClientBuilder builder(URI server) {
    return new ChatClientBuilder(server);
  }

  /**
   * Connects, trying again until it works. The future has the greeting of the first connection; it
   * fails if the client is closed, or cannot be signed in, before there is one.
   */
  @CanIgnoreReturnValue
  public CompletableFuture<Hello> connect() {
    mailbox.execute(engine::start);
    return engine.connected().copy();
  }

  @Override
  public <R extends Result> CompletableFuture<R> call(Command<R> command) {
    return engine.call(command, callTimeout);
  }

  /**
   * Sends a command as {@link #call(Command)} does, with a time of its own from now to the answer.
   */
  public <R extends Result> CompletableFuture<R> call(Command<R> command, Duration timeout) {
    return engine.call(command, timeout);
  }

  /**
   * Registers a handler for events of this class, or of all below it ({@code LogEvent.class},
   * {@code Event.class}). Register handlers before {@link #connect}.
   */
  public <E extends Event> Subscription onEvent(Class<E> type, Consumer<? super E> handler) {
    return dispatcher.on(type, handler);
  }

  /** Registers a handler for each state that the connection enters, in order with the events. */
  public Subscription onState(Consumer<? super ConnectionState> handler) {
    return dispatcher.on(ConnectionState.class, handler);
  }

  /**
   * Registers a handler for each resume. What it gained and lost and the heads that moved come as
   * events before.
   */
  public Subscription onResumed(Consumer<? super SessionResult.Resumed> handler) {
    return dispatcher.on(SessionResult.Resumed.class, handler);
  }

  /** Tells what it is doing about its connection. */
  public ConnectionState state() {
    return engine.state();
  }

  /** Counts since it was made. */
  public ClientStats stats() {
    return engine.stats();
  }

  /** Returns the tokens that were used last, absent before the first sign-in. */
  public Optional<Tokens> tokens() {
    return signIn.current();
  }

  /**
   * Returns the position up to which handlers have seen a conversation; absent if it does not
   * arrive in full.
   */
  public Optional<Long> position(ConversationId conversation) {
    return progress.position(conversation);
  }

  /** Files up and down, as streams from and to the disk. */
  public Transfers transfers() {
    return transfers;
  }

  /** Slash commands, with what is asked and answered. */
  @Override
  public SlashDesk slash() {
    return new SlashDesk(this, this::onEvent);
  }

  @Override
  public String nextClientId() {
    return ids.next();
  }

  /** Completes when the client is closed for good, by either side. */
  public CompletableFuture<StopCause> closed() {
    return engine.stopped().copy();
  }

  /**
   * Closes for good: says goodbye, fails what is pending, and saves the cursors. Waits for the
   * handlers of what has arrived, a few seconds at most; inside a handler it does not wait.
   */
  @Override
  public void close() {
    mailbox.execute(() -> engine.stop(new StopCause.ByApplication()));
    CompletableFuture<Boolean> done = engine.stopped().thenCompose(cause -> progress.flushed());
    if (!dispatcher.inHandler()) {
      done.completeOnTimeout(false, GOODBYE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
  }
}
