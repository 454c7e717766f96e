package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.BareBroadcaster;
import io.drawbridge.load.driver.ChildJvm;
import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.ServerSettings;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Sockets.Socket;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.ProcessCpu;
import io.drawbridge.load.measure.Table;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.AccountResult;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.GroupCommand;
import io.drawbridge.protocol.frame.InterestCommand;
import io.drawbridge.protocol.frame.MessageCommand;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Server CPU per delivery: one sender, N receivers, W messages in flight, our server beside a bare
 * Netty broadcaster in the same run, alternating, the median of the rounds' ratios. Ours is the
 * whole product: authenticated externals, checked one by one, delivered after the durable commit.
 */
public final class FanoutScenario {
  private static final int TEXT_BYTES = 200;

  /** Many messages, so that the compiler soon sees enough of everything. */
  private static final int WARM_UP_WINDOW = 64;

  private static final int WARM_UPS_MIN = 3;
  private static final int WARM_UPS_MAX = 12;

  /** Warm when a sample costs at least so much of the cheapest before it. */
  private static final double SETTLED = 0.95;

  private final int receivers;
  private final int rounds;
  private final Duration sample;
  private final List<Integer> windows;
  private final Consumer<String> out;
  private final FrameCodec codec = new FrameCodec();

  /**
   * @param receivers how many get each message
   * @param rounds samples of each side at each window
   * @param sample how long one sample sends
   * @param windows the numbers of messages in flight to try
   * @param out gets a line at each step
   */
  public FanoutScenario(
      int receivers, int rounds, Duration sample, List<Integer> windows, Consumer<String> out) {
    this.receivers = receivers;
    this.rounds = rounds;
    this.sample = sample;
    this.windows = windows;
    this.out = out;
  }

  /** What one sample used: the server itself, its database, and the generator. */
  private record Sample(long deliveries, long wrong, Used used, Duration wall) {
    double micros() {
      return each(used.server().total());
    }

    double userMicros() {
      return each(used.server().user());
    }

    double databaseMicros() {
      return each(used.database().total());
    }

    double generatorMicros() {
      return each(used.generator().total());
    }

    double rate() {
      return deliveries * 1e9 / wall.toNanos();
    }

    private double each(Duration cpu) {
      return cpu.toNanos() / 1_000.0 / deliveries;
    }
  }

  /** The CPU times of the three at one moment, or between two. */
  private record Used(ProcessCpu server, ProcessCpu database, ProcessCpu generator) {
    static Used now(Supplier<ProcessCpu> server, Supplier<ProcessCpu> database) {
      return new Used(server.get(), database.get(), ProcessCpu.of(ProcessHandle.current().pid()));
    }

    Used since(Used earlier) {
      return new Used(
          server.since(earlier.server),
          database.since(earlier.database),
          generator.since(earlier.generator));
    }
  }

  /** One of the two servers, connected and ready to be sampled. */
  private interface Side {
    Sample sample(int window) throws Exception;
  }

  /** Runs and returns the report. */
  public String run() throws Exception {
    try (MailSink mails = MailSink.start();
        ServerProcess server = ServerProcess.start(ServerSettings.unlimited(mails));
        HttpDoor door = new HttpDoor(server.uri());
        ChildJvm bare = ChildJvm.start(BareBroadcaster.class, "port ");
        Sockets sockets = new Sockets(2)) {
      out.accept("inviting and connecting %d externals".formatted(receivers));
      Side ours = ours(server, door, mails, sockets);
      Side theirs = bare(bare, sockets);
      Table table =
          new Table(
              "in flight",
              "ours us",
              "bare us",
              "ratio",
              "ours user us",
              "bare user us",
              "database us",
              "generator us",
              "ours/s",
              "bare/s",
              "wrong");
      warmUp("ours", ours);
      warmUp("bare", theirs);
      for (int window : windows) {
        table.row(row(window, ours, theirs));
      }
      return "Server CPU per delivery, %d receivers, %d-byte texts, median of %d rounds (user+system, without PostgreSQL)%n%s"
          .formatted(receivers, TEXT_BYTES, rounds, table);
    }
  }

  /** A process that has just started compiles more than it serves: samples until it settles. */
  private void warmUp(String name, Side side) throws Exception {
    double cheapest = Double.MAX_VALUE;
    for (int count = 1; count <= WARM_UPS_MAX; count++) {
      double micros = side.sample(WARM_UP_WINDOW).micros();
      out.accept("warming up %s: %.2f us".formatted(name, micros));
      if (count >= WARM_UPS_MIN && micros >= SETTLED * cheapest) {
        return;
      }
      cheapest = Math.min(cheapest, micros);
    }
  }

  private Object[] row(int window, Side ours, Side theirs) throws Exception {
    theirs.sample(window);
    ours.sample(window);
    List<Sample> a = new ArrayList<>();
    List<Sample> b = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      out.accept("%d in flight: round %d of %d".formatted(window, round + 1, rounds));
      b.add(theirs.sample(window));
      a.add(ours.sample(window));
      ratios.add(a.getLast().micros() / b.getLast().micros());
    }
    long wrong =
        a.stream().mapToLong(Sample::wrong).sum() + b.stream().mapToLong(Sample::wrong).sum();
    return new Object[] {
      window,
      micros(a, Sample::micros),
      micros(b, Sample::micros),
      "%.2f".formatted(median(ratios)),
      micros(a, Sample::userMicros),
      micros(b, Sample::userMicros),
      micros(a, Sample::databaseMicros),
      micros(a, Sample::generatorMicros),
      Math.round(median(a, Sample::rate)),
      Math.round(median(b, Sample::rate)),
      wrong
    };
  }

  private static String micros(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return "%.2f".formatted(median(samples, figure));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return median(samples.stream().mapToDouble(figure).boxed().toList());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private Side bare(ChildJvm bare, Sockets sockets) {
    URI uri = URI.create("http://127.0.0.1:" + bare.announced());
    List<Switch> switches = switches();
    connectAll(sockets, uri, i -> Optional.empty(), switches);
    Socket sender = sockets.connect(uri, Optional.empty(), payload -> {}).join();
    return window ->
        sample(
            window,
            switches,
            number -> Deliveries.text(number, TEXT_BYTES),
            sender,
            () -> Used.now(bare::cpu, () -> ProcessCpu.NONE));
  }

  private Side ours(ServerProcess server, HttpDoor door, MailSink mails, Sockets sockets)
      throws IOException, InterruptedException {
    EmbeddedDatabase database = EmbeddedDatabase.of(server);
    Workspace workspace = Workspace.make(server, door, mails);
    ConversationId group =
        door.call(
                workspace.owner(),
                new GroupCommand.Create(
                    workspace.clientId(), workspace.id(), "Fanout", Visibility.PRIVATE, List.of()))
            .conversation()
            .conversation();
    List<AccountResult.Tokens> people = workspace.externals(group, "reader", receivers);
    List<Switch> switches = switches();
    List<Socket> open =
        connectAll(
            sockets, server.uri(), i -> Optional.of(people.get(i).accessToken().value()), switches);
    List<CompletableFuture<Void>> ready =
        IntStream.range(0, receivers)
            .mapToObj(i -> open(open.get(i), switches.get(i), group))
            .toList();
    CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)).join();
    Socket sender =
        sockets
            .connect(
                server.uri(), Optional.of(workspace.owner().accessToken().value()), payload -> {})
            .join();
    return window ->
        sample(
            window,
            switches,
            number -> send(workspace.clientId(), group, number),
            sender,
            () -> Used.now(server::cpu, database::cpu));
  }

  private String send(String clientId, ConversationId group, int number) {
    MessageCommand.Send send =
        new MessageCommand.Send(
            clientId, group, Deliveries.text(number, TEXT_BYTES), Optional.empty());
    return new String(codec.encode(new ClientFrame(number + 1L, send)), StandardCharsets.UTF_8);
  }

  private CompletableFuture<Void> open(Socket socket, Switch frames, ConversationId group) {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    frames.to(payload -> {
      String text = Deliveries.text(payload);
      if (text.contains("\"type\":\"opened\"")) {
        opened.complete(null);
      } else if (text.contains("\"type\":\"error\"")) {
        opened.completeExceptionally(new IllegalStateException(text));
      }
    });
    socket.send(
        new String(
            codec.encode(new ClientFrame(1, new InterestCommand.Open(group, Optional.empty()))),
            StandardCharsets.UTF_8));
    return opened;
  }

  private List<Switch> switches() {
    return IntStream.range(0, receivers).mapToObj(i -> new Switch()).toList();
  }

  private List<Socket> connectAll(
      Sockets sockets, URI uri, IntFunction<Optional<String>> token, List<Switch> switches) {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < receivers; i++) {
      open.add(sockets.connect(uri, token.apply(i), switches.get(i)).join());
    }
    return open;
  }

  private Sample sample(
      int window,
      List<Switch> switches,
      IntFunction<String> frame,
      Socket sender,
      Supplier<Used> used)
      throws InterruptedException {
    Deliveries deliveries = new Deliveries(receivers, window);
    switches.forEach(one -> one.to(deliveries.new Receiver()::frame));
    Used before = used.get();
    long start = System.nanoTime();
    for (int number = 0; System.nanoTime() - start < sample.toNanos(); number++) {
      deliveries.awaitPlace();
      sender.send(frame.apply(number));
    }
    deliveries.awaitAll(window);
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    return new Sample(deliveries.delivered(), deliveries.wrong(), used.get().since(before), wall);
  }
}
