package io.drawbridge.server.edge;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.dispatch.CommandRates;
import io.drawbridge.server.dispatch.CommandTable;
import io.drawbridge.server.dispatch.Dispatcher;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Memory;
import io.drawbridge.server.edge.intake.MemoryPlan;
import io.drawbridge.server.edge.loop.EventLoops;
import io.drawbridge.server.edge.loop.Transport;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.FileTransfers;
import io.drawbridge.server.file.download.Downloads;
import io.drawbridge.server.file.picture.Pictures;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.upload.UploadLimits;
import io.drawbridge.server.file.upload.Uploads;
import io.drawbridge.server.observe.Health;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.ratelimit.Rate;
import io.drawbridge.server.session.Asking;
import io.drawbridge.server.session.Authenticator;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.Outgoing;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** An edge on free ports. A token is {@code token-ACCOUNT}; its session has the same number. */
public final class TestEdge implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Rate PLENTY = Rate.perSecond(10_000, 10_000);

  final FrameCodec codec = new FrameCodec();
  final Metrics metrics = new Metrics();
  final Set<AccountId> refused = ConcurrentHashMap.newKeySet();
  final Set<AccountId> revoked = ConcurrentHashMap.newKeySet();
  final AtomicInteger held = new AtomicInteger();
  final CompletableFuture<Answer<Done>> slowAnswer = new CompletableFuture<>();

  /** Tell, for each slow command under way, whether its sender is still there. */
  final List<BooleanSupplier> asking = new CopyOnWriteArrayList<>();

  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  public final ConnectedSessions sessions;
  final Memory memory;
  final Edge edge;
  static final int LOOPS = 2;

  final EventLoops loops;

  public TestEdge() {
    this(
        config(bounds(Duration.ofSeconds(10), Duration.ofSeconds(75))),
        SessionLimits.DEFAULT,
        CommandRates.of(PLENTY, PLENTY));
  }

  public TestEdge(EdgeConfig config, SessionLimits limits, CommandRates rates) {
    this(config, limits, rates, Transport.AUTO);
  }

  public TestEdge(
      EdgeConfig config, SessionLimits limits, CommandRates rates, Transport transport) {
    this(
        config,
        limits,
        rates,
        transport,
        Memory.of(MemoryPlan.of(1L << 30, 1L << 30, false, 18_000)));
  }

  public TestEdge(
      EdgeConfig config,
      SessionLimits limits,
      CommandRates rates,
      Transport transport,
      Memory memory) {
    loops = EventLoops.start(transport, LOOPS);
    sessions = new ConnectedSessions(loops.executors(), limits);
    this.memory = memory;
    Egress egress = new Egress(gate(), clock(), codec, limits, memory.outgoing(), metrics);
    Dispatcher dispatcher = new Dispatcher(table(), codec, rates, threads, metrics);
    Admission admission = new Admission(authenticator(), residency(), sessions, egress);
    edge =
        Edge.start(
            new EdgeParts(
                config,
                dispatcher,
                admission,
                memory,
                codec,
                new Health(),
                metrics,
                new SecurityLog(metrics, true),
                threads),
            loops,
            noFiles());
  }

  /** Ways of files that nobody goes. */
  private static FileTransfers noFiles() {
    Database database = never(Database.class);
    AccessGate gate = never(AccessGate.class);
    FileStorage storage = never(FileStorage.class);
    return new FileTransfers(
        new Uploads(
            database,
            () -> 1,
            gate,
            storage,
            new UploadLimits(1, 1, 1, 1, 1),
            new Pictures(true),
            new RememberedAnswers(new FrameCodec())),
        new Downloads(database, gate, storage));
  }

  private static <T> T never(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  /** The usual bounds, but little patience with clients that do not close. */
  public static EdgeConfig.Bounds bounds(Duration start, Duration idle) {
    EdgeConfig.Bounds usual = EdgeConfig.Bounds.DEFAULT;
    return new EdgeConfig.Bounds(
        usual.connectionsMax(),
        usual.strangersPerAddressMax(),
        usual.backlog(),
        usual.requestBytesMax(),
        usual.strangerBytesMax(),
        usual.fragmentsMax(),
        start,
        Duration.ofSeconds(1),
        idle.dividedBy(2),
        idle,
        Duration.ofMillis(300));
  }

  public static EdgeConfig config(EdgeConfig.Bounds bounds) {
    return config(bounds, Optional.empty());
  }

  public static EdgeConfig config(EdgeConfig.Bounds bounds, Optional<EdgeConfig.TlsFiles> tls) {
    return config(bounds, tls, List.of());
  }

  public static EdgeConfig config(
      EdgeConfig.Bounds bounds, Optional<EdgeConfig.TlsFiles> tls, List<String> proxies) {
    return new EdgeConfig(
        new EdgeConfig.Address("127.0.0.1", 0),
        new EdgeConfig.Address("127.0.0.1", 0),
        List.of(),
        Optional.empty(),
        tls,
        List.of("https://listed.example"),
        "",
        proxies.stream().map(InetAddress::ofLiteral).toList(),
        bounds,
        new EdgeConfig.Drain(Duration.ZERO, Duration.ofMillis(200), EdgeConfig.ComeBack.HERE));
  }

  public int port() {
    return edge.clientAddress().getPort();
  }

  int managementPort() {
    return edge.managementAddress().getPort();
  }

  /** The server is too busy to look at this one. */
  static final String BUSY_TOKEN = "busy";

  static String token(long account) {
    return "token-" + account;
  }

  /** Offers a shared frame to every session of the account, on its loop. */
  public void push(long account, String json) {
    EncodedFrame frame = EncodedFrame.text(json.getBytes(StandardCharsets.UTF_8));
    for (Session session : sessions.of(new AccountId(account))) {
      session.connection().execute(() -> session.offer(new Outgoing.Shared(frame, Tag.OWN, -1)));
    }
  }

  /** Returns whether bytes of the session wait for the kernel, asked on its loop. */
  public static boolean hasUnflushed(Session session) {
    return CompletableFuture.supplyAsync(
            () -> session.connection().hasUnflushed(), session.connection()::execute)
        .join();
  }

  @Override
  public void close() {
    edge.close();
    loops.close();
    threads.close();
  }

  private CommandTable table() {
    CommandTable table = new CommandTable();
    table.on(
        AccountCommand.Me.class,
        (caller, _) ->
            done(
                new AccountResult.Me(caller.account(), "Ada", Optional.empty(), false, List.of())));
    table.on(
        MessageCommand.Send.class,
        (_, send) -> done(new MessageResult.Sent(send.conversation(), send.text().length(), NOW)));
    table.on(
        MessageCommand.Delete.class,
        (_, _) -> {
          throw Failure.of(ErrorCode.CLOSED, "the conversation is closed");
        });
    table.on(
        MessageCommand.Pin.class,
        (_, _) -> {
          throw new IllegalStateException("secret detail");
        });
    table.on(
        InterestCommand.StartTyping.class,
        (_, _) -> {
          asking.add(Asking.there());
          return slowAnswer;
        });
    table.onSession(InterestCommand.Close.class, (_, _) -> done(new Done()));
    table.open(AccountCommand.RequestLink.class, (_, _) -> done(new Done()));
    return table;
  }

  private static <R extends io.drawbridge.protocol.result.Result> CompletionStage<Answer<R>> done(
      R result) {
    return CompletableFuture.completedStage(Answer.own(result));
  }

  private Authenticator authenticator() {
    return token -> {
      if (token.equals(BUSY_TOKEN)) {
        throw Failure.busy("too many database calls are waiting", Duration.ofSeconds(1));
      }
      if (!token.startsWith("token-")) {
        throw Failure.of(ErrorCode.UNAUTHENTICATED, "the access token is not valid");
      }
      long number = Long.parseLong(token.substring("token-".length()));
      if (revoked.contains(new AccountId(number))) {
        throw Failure.of(ErrorCode.UNAUTHENTICATED, "the access token is not valid");
      }
      return new Authenticator.Authenticated(
          new Caller(new AccountId(number), new SessionId(number)), Long.MAX_VALUE);
    };
  }

  private Residency residency() {
    return _ -> {
      held.incrementAndGet();
      return held::decrementAndGet;
    };
  }

  private EgressGate gate() {
    return new EgressGate() {
      @Override
      public Verdict judge(AccountId reader, Tag tag) {
        return refused.contains(reader) ? Verdict.DROP : Verdict.ALLOW;
      }

      @Override
      public long version(DomainId domain) {
        return 1;
      }

      @Override
      public void whenReached(DomainId domain, long epoch, Runnable task) {
        task.run();
      }
    };
  }

  private static DatabaseClock clock() {
    return new DatabaseClock() {
      @Override
      public long nowMicros() {
        return 1;
      }

      @Override
      public Instant now() {
        return NOW;
      }
    };
  }
}
