package io.drawbridge.client;

import io.drawbridge.client.resume.CursorStore;
import io.drawbridge.client.resume.MemoryCursorStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
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

  /** What signs the client in. */
  public ChatClientBuilder credentials(Credentials given) {
    credentials = Optional.of(given);
    return this;
  }

  /** The name of the device that a new session gets. */
  public ChatClientBuilder device(String name) {
    device = name;
    return this;
  }

  /** A JDK client to share with others: it is not closed with this one. */
  public ChatClientBuilder http(HttpClient shared) {
    http = Optional.of(shared);
    return this;
  }

  /** Where everything runs; its threads may be blocked. Virtual threads if not given. */
  public ChatClientBuilder threads(Executor executor) {
    threads = executor;
    return this;
  }

  /** How long a call may take, waiting for a connection included. 30 s if not given. */
  public ChatClientBuilder callTimeout(Duration timeout) {
    callTimeout = timeout;
    return this;
  }

  /** How long one attempt to connect may take. 10 s if not given. */
  public ChatClientBuilder connectTimeout(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  /**
   * After how much silence the server is asked for a sign of life; without one for as long again,
   * the connection is lost. While calls wait for answers it is asked ten times as soon, and lost
   * after half as long. 20 s if not given.
   */
  public ChatClientBuilder heartbeat(Duration interval) {
    heartbeat = interval;
    return this;
  }

  /** How long to wait between attempts. */
  public ChatClientBuilder backoff(Backoff given) {
    backoff = given;
    return this;
  }

  /** What is sent again by itself; everything if not given. */
  public ChatClientBuilder retries(Retries given) {
    retries = given;
    return this;
  }

  /** Commands sent and not yet answered; never more than the server allows. */
  public ChatClientBuilder inFlightMax(int commands) {
    inFlightMax = commands;
    return this;
  }

  /** Commands that wait to be sent; beyond it a call fails at once. */
  public ChatClientBuilder waitingMax(int commands) {
    waitingMax = commands;
    return this;
  }

  /** Events that wait for handlers; beyond it the socket is not read. */
  public ChatClientBuilder eventsBufferedMax(int events) {
    eventsBufferedMax = events;
    return this;
  }

  /** Where progress is kept over restarts; in memory if not given. */
  public ChatClientBuilder cursors(CursorStore given) {
    cursors = given;
    return this;
  }

  /** Where messages are kept; a {@link MessageCache} if not given. */
  public ChatClientBuilder store(LocalStore given) {
    store = given;
    return this;
  }

  /** Told of new tokens, to keep the refresh token. */
  public ChatClientBuilder onTokens(TokenListener listener) {
    tokens = listener;
    return this;
  }

  /** Sees every frame that arrives. */
  public ChatClientBuilder onFrame(FrameListener listener) {
    frames = listener;
    return this;
  }

  /** Where jitter comes from; for tests that repeat a seed. */
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
        new HttpCaller(client, server, Optional::empty, connectTimeout));
  }

  /** Makes the client on another clock and network. */
  ChatClient build(Timers timers, Transport transport, Caller doors) {
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
    return new ChatClient(engine, mailbox, signIn, callTimeout);
  }

  private static HttpClient newHttpClient(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(connectTimeout)
        .executor(task -> Thread.ofVirtual().name("drawbridge-http").start(task))
        .build();
  }
}
