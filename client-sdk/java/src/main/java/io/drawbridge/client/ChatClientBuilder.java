package io.drawbridge.client;

import io.drawbridge.client.background.Backoff;
import io.drawbridge.client.background.Retries;
import io.drawbridge.client.background.SerialExecutor;
import io.drawbridge.client.background.Timers;
import io.drawbridge.client.resume.CursorStore;
import io.drawbridge.client.resume.MemoryCursorStore;
import io.drawbridge.client.stream.FrameListener;
import io.drawbridge.client.stream.LocalStore;
import io.drawbridge.client.stream.MessageCache;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Builds a {@link ChatClient}. Only the credentials are needed. */
public final class ChatClientBuilder {

  private static final int CACHED_CONVERSATIONS = 100;
  private static final int CACHED_MESSAGES = 200;

  private final URI server;
  private Optional<Credentials> credentials = Optional.empty();
  private Optional<HttpClient> http = Optional.empty();
  private Executor threads = task -> Thread.ofVirtual().name("drawbridge-client").start(task);
  private String device = "drawbridge-java";
  private Duration callTimeout = Duration.ofSeconds(30);
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration heartbeat = Duration.ofSeconds(20);
  private Backoff backoff = Backoff.standard();
  private Retries retries = Retries.all();
  private int inFlightMax = 64;
  private int waitingMax = 10_000;
  private int eventsBufferedMax = 4_096;
  private CursorStore cursors = new MemoryCursorStore();
  private LocalStore store = new MessageCache(CACHED_CONVERSATIONS, CACHED_MESSAGES);
  private TokenListener tokens = fresh -> {};
  private FrameListener frames = (connection, nanoTime, frame) -> {};
  private RandomGenerator random = new SecureRandom();

  ChatClientBuilder(URI server) {
    this.server = server;
  }

  /** Signs the client in with these. */
  public ChatClientBuilder credentials(Credentials given) {
    credentials = Optional.of(given);
    return this;
  }

  /** Names the device of a new session. */
  public ChatClientBuilder device(String name) {
    device = name;
    return this;
  }

  /** Shares a JDK client with others: it is not closed with this one. */
  public ChatClientBuilder http(HttpClient shared) {
    http = Optional.of(shared);
    return this;
  }

  /** Runs everything there; its threads may be blocked. Virtual threads if not given. */
  public ChatClientBuilder threads(Executor executor) {
    threads = executor;
    return this;
  }

  /** Bounds how long a call takes, waiting for a connection included. 30 s if not given. */
  public ChatClientBuilder callTimeout(Duration timeout) {
    callTimeout = timeout;
    return this;
  }

  /** Bounds how long one attempt to connect takes. 10 s if not given. */
  public ChatClientBuilder connectTimeout(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  /**
   * Asks the server for a sign of life after a silence of this length. Without an answer for as
   * long again, the connection counts as lost. While calls wait for answers, the server is asked
   * ten times as soon and the connection is lost after half as long. 20 s if not given.
   */
  public ChatClientBuilder heartbeat(Duration interval) {
    heartbeat = interval;
    return this;
  }

  /** Sets the waiting times between attempts to connect. */
  public ChatClientBuilder backoff(Backoff given) {
    backoff = given;
    return this;
  }

  /** Chooses the calls that the client sends again by itself; all of them if not given. */
  public ChatClientBuilder retries(Retries given) {
    retries = given;
    return this;
  }

  /** Bounds the commands sent and not yet answered, below what the server allows. */
  public ChatClientBuilder inFlightMax(int commands) {
    inFlightMax = commands;
    return this;
  }

  /** Bounds the commands that wait to be sent; beyond it a call fails at once. */
  public ChatClientBuilder waitingMax(int commands) {
    waitingMax = commands;
    return this;
  }

  /** Bounds the events that wait for handlers; beyond it the socket is not read. */
  public ChatClientBuilder eventsBufferedMax(int events) {
    eventsBufferedMax = events;
    return this;
  }

  /** Keeps progress in this store, over restarts; in memory if not given. */
  public ChatClientBuilder cursors(CursorStore given) {
    cursors = given;
    return this;
  }

  /** Keeps messages in this store; in a {@link MessageCache} if not given. */
  public ChatClientBuilder store(LocalStore given) {
    store = given;
    return this;
  }

  /** Reports new tokens to a listener, which can keep the refresh token. */
  public ChatClientBuilder onTokens(TokenListener listener) {
    tokens = listener;
    return this;
  }

  /** Shows a listener every frame that arrives. */
  public ChatClientBuilder onFrame(FrameListener listener) {
    frames = listener;
    return this;
  }

  /** Takes jitter from there; for tests that repeat a seed. */
  public ChatClientBuilder random(RandomGenerator given) {
    random = given;
    return this;
  }

  /**
   * Makes the client; it connects when asked to.
   *
   * @throws IllegalArgumentException if there are no credentials or the address is no server's
   * @throws java.io.UncheckedIOException if the cursors cannot be read
   */
  public ChatClient build() {
    HttpClient client = http.orElseGet(() -> newHttpClient(connectTimeout));
    return build(
        Timers.system(),
        new JdkTransport(client, http.isEmpty(), ServerAddress.of(server), connectTimeout),
        new HttpCaller(client, server, Optional::empty, connectTimeout),
        () -> client);
  }

  /** Makes the client on another clock and network. */
  ChatClient build(Timers timers, Transport transport, Caller doors) {
    return build(timers, transport, doors, () -> newHttpClient(connectTimeout));
  }

  private ChatClient build(
      Timers timers, Transport transport, Caller doors, Supplier<HttpClient> bytes) {
    Settings settings =
        new Settings(
            device,
            callTimeout,
            connectTimeout,
            heartbeat,
            backoff,
            retries,
            inFlightMax,
            waitingMax,
            eventsBufferedMax,
            random);
    SignIn signIn =
        new SignIn(
            credentials.orElseThrow(
                () -> new IllegalArgumentException("credentials: none (expected: some)")),
            doors,
            device,
            timers,
            tokens);
    SerialExecutor mailbox = new SerialExecutor(threads);
    Engine engine =
        new Engine(settings, timers, threads, mailbox, transport, signIn, frames, cursors, store);
    return new ChatClient(
        engine,
        mailbox,
        signIn,
        callTimeout,
        new ChatClient.HttpWay(bytes, ServerAddress.of(server), threads));
  }

  private static HttpClient newHttpClient(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(connectTimeout)
        .executor(task -> Thread.ofVirtual().name("drawbridge-http").start(task))
        .build();
  }
}
