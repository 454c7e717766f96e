package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.BareBroadcaster;
import io.drawbridge.load.driver.ChildJvm;
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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Server CPU per delivery: one sender, N receivers, W messages in flight, our server beside a bare
 * Netty broadcaster in the same run, alternating, the median of the rounds' ratios. Ours is the
 * whole product: authenticated externals, checked one by one, delivered after the durable commit.
 */
public final class FanoutScenario {
  private static final int TEXT_BYTES = 200;
  private static final int[] WINDOWS = {1, 8, 64};

  private final int receivers;
  private final int rounds;
  private final Duration sample;
  private final FrameCodec codec = new FrameCodec();

  public FanoutScenario(int receivers, int rounds, Duration sample) {
    this.receivers = receivers;
    this.rounds = rounds;
    this.sample = sample;
  }

  /** What one sample used. */
  private record Sample(long deliveries, long wrong, ProcessCpu cpu, Duration wall) {
    double microsPerDelivery() {
      return cpu.total().toNanos() / 1_000.0 / deliveries;
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
      Side ours = ours(server, door, mails, sockets);
      Side theirs = bare(bare, sockets);
      Table table =
          new Table("in flight", "ours us", "bare us", "ratio", "ours/s", "bare/s", "wrong");
      for (int window : WINDOWS) {
        table.row(row(window, ours, theirs));
      }
      return "Server CPU per delivery, %d receivers, %d-byte texts, median of %d rounds (user+system, without PostgreSQL)%n%s"
          .formatted(receivers, TEXT_BYTES, rounds, table);
    }
  }

  private Object[] row(int window, Side ours, Side theirs) throws Exception {
    theirs.sample(window);
    ours.sample(window);
    List<Sample> a = new ArrayList<>();
    List<Sample> b = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      b.add(theirs.sample(window));
      a.add(ours.sample(window));
      ratios.add(a.getLast().microsPerDelivery() / b.getLast().microsPerDelivery());
    }
    long wrong =
        a.stream().mapToLong(Sample::wrong).sum() + b.stream().mapToLong(Sample::wrong).sum();
    return new Object[] {
      window,
      "%.2f".formatted(median(a.stream().map(Sample::microsPerDelivery).toList())),
      "%.2f".formatted(median(b.stream().map(Sample::microsPerDelivery).toList())),
      "%.2f".formatted(median(ratios)),
      Math.round(median(a.stream().map(FanoutScenario::rate).toList())),
      Math.round(median(b.stream().map(FanoutScenario::rate).toList())),
      wrong
    };
  }

  private static double rate(Sample sample) {
    return sample.deliveries() * 1e9 / sample.wall().toNanos();
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
        sample(window, switches, number -> Deliveries.text(number, TEXT_BYTES), sender, bare::cpu);
  }

  private Side ours(ServerProcess server, HttpDoor door, MailSink mails, Sockets sockets)
      throws InterruptedException {
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
            server::cpu);
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
      Supplier<ProcessCpu> cpu)
      throws InterruptedException {
    Deliveries deliveries = new Deliveries(receivers, window);
    switches.forEach(one -> one.to(deliveries.new Receiver()::frame));
    ProcessCpu before = cpu.get();
    long start = System.nanoTime();
    for (int number = 0; System.nanoTime() - start < sample.toNanos(); number++) {
      deliveries.awaitPlace();
      sender.send(frame.apply(number));
    }
    deliveries.awaitAll(window);
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    return new Sample(deliveries.delivered(), deliveries.wrong(), cpu.get().since(before), wall);
  }
}
