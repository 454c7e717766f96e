package io.drawbridge.load.scenario;

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
import io.drawbridge.protocol.frame.DmCommand;
import io.drawbridge.protocol.frame.GroupCommand;
import io.drawbridge.protocol.frame.MessageCommand;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Durable acknowledged sends a second: senders that each keep some sends in flight to a DM of their
 * own, with its one recipient connected, beside pgbench committing the same rows one transaction
 * each into the same tables of the same database; alternating, the median of the rounds' ratios.
 */
public final class SendsScenario {
  private static final int SENDERS = 64;
  private static final int PIPELINED = 16;
  private static final int TEXT_BYTES = 200;
  private static final int PGBENCH_CLIENTS = 16;

  private final int rounds;
  private final Duration sample;
  private final FrameCodec codec = new FrameCodec();

  public SendsScenario(int rounds, Duration sample) {
    this.rounds = rounds;
    this.sample = sample;
  }

  private record Sample(
      long acknowledged, long received, long errors, long commits, ProcessCpu cpu, Duration wall) {
    double rate() {
      return acknowledged * 1e9 / wall.toNanos();
    }

    double commitsPerSend() {
      return (double) commits / acknowledged;
    }

    double microsPerSend() {
      return cpu.total().toNanos() / 1_000.0 / acknowledged;
    }
  }

  /** Runs and returns the report. */
  public String run() throws Exception {
    Path script = Files.createTempFile("drawbridge-sends", ".sql");
    try (MailSink mails = MailSink.start();
        ServerProcess server = ServerProcess.start(ServerSettings.unlimited(mails));
        HttpDoor door = new HttpDoor(server.uri());
        Sockets sockets = new Sockets(2)) {
      Files.writeString(script, script());
      Workspace workspace = Workspace.make(server, door, mails);
      List<Sender> senders = senders(workspace, door, server, sockets);
      EmbeddedDatabase database = EmbeddedDatabase.of(server);
      database.execute(
          """
          insert into conversation (id, domain, kind, name, starter)
          select -i, %d, 'dm', 'pgbench', -1 from generate_series(1, %d) i
          """
              .formatted(workspace.id().value(), SENDERS));
      sample(senders, server, database);
      pgbench(database, script);
      Table table =
          new Table(
              "round", "ours/s", "pgbench/s", "ratio", "commits/send", "server us/send", "errors");
      List<Double> ratios = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        Sample ours = sample(senders, server, database);
        double theirs = pgbench(database, script);
        ratios.add(ours.rate() / theirs);
        table.row(
            round,
            Math.round(ours.rate()),
            Math.round(theirs),
            "%.2f".formatted(ratios.getLast()),
            "%.3f".formatted(ours.commitsPerSend()),
            "%.1f".formatted(ours.microsPerSend()),
            ours.errors());
      }
      return "Durable acknowledged sends, %d senders x %d in flight, DMs, %d-byte texts; pgbench -c%d, same rows%n%smedian ratio %.2f%n"
          .formatted(
              SENDERS,
              PIPELINED,
              TEXT_BYTES,
              PGBENCH_CLIENTS,
              table,
              ratios.stream().sorted().skip(rounds / 2).findFirst().orElseThrow());
    } finally {
      Files.deleteIfExists(script);
    }
  }

  /**
   * What one send writes, in one statement and one transaction; the ids are negative and so
   * nobody's.
   */
  private static String script() {
    return """
    \\set c random(1, %d)
    \\set n random(1, 9000000000000000)
    with head as (
      update conversation
      set head = greatest(head + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
      where id = -(:c::bigint) returning head, id),
    said as (
      insert into message (conversation, pos, epoch, author, text, sent_at)
      select id, head, 1, -1, repeat('x', %d), now() from head returning pos),
    happened as (
      insert into event (conversation, pos, prev, epoch, kind, author, at)
      select id, head, head - 1, 1, 'posted', -1, now() from head returning pos)
    insert into request (account, client_id, body_hash, result)
    select -1, 'pgbench-' || :n, sha256('x'), '{"pos":' || head || '}' from head;
    """
        .formatted(SENDERS, TEXT_BYTES);
  }

  private double pgbench(EmbeddedDatabase database, Path script) throws Exception {
    return database.pgbench(script, PGBENCH_CLIENTS, Math.toIntExact(sample.toSeconds()));
  }

  private List<Sender> senders(
      Workspace workspace, HttpDoor door, ServerProcess server, Sockets sockets) {
    ConversationId group =
        door.call(
                workspace.owner(),
                new GroupCommand.Create(
                    workspace.clientId(), workspace.id(), "Sends", Visibility.PRIVATE, List.of()))
            .conversation()
            .conversation();
    List<AccountResult.Tokens> people = workspace.externals(group, "pair", 2 * SENDERS);
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      AccountResult.Tokens sender = people.get(2 * i);
      AccountResult.Tokens reader = people.get(2 * i + 1);
      ConversationId dm =
          door.call(
                  sender,
                  new DmCommand.Open(
                      workspace.clientId(),
                      Optional.empty(),
                      List.of(reader.account()),
                      Optional.empty()))
              .conversation()
              .conversation();
      Sender one = new Sender(workspace, dm);
      one.socket =
          Optional.of(
              sockets
                  .connect(server.uri(), Optional.of(sender.accessToken().value()), one::frame)
                  .join());
      sockets
          .connect(server.uri(), Optional.of(reader.accessToken().value()), one::delivered)
          .join();
      senders.add(one);
    }
    return senders;
  }

  private Sample sample(List<Sender> senders, ServerProcess server, EmbeddedDatabase database)
      throws Exception {
    long commits = settledCommits(database);
    ProcessCpu before = server.cpu();
    long start = System.nanoTime();
    senders.forEach(Sender::begin);
    TimeUnit.NANOSECONDS.sleep(sample.toNanos());
    senders.forEach(Sender::stop);
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    ProcessCpu cpu = server.cpu().since(before);
    for (Sender sender : senders) {
      sender.awaitIdle();
    }
    return new Sample(
        senders.stream().mapToLong(sender -> sender.acknowledged.getAndSet(0)).sum(),
        senders.stream().mapToLong(sender -> sender.received.getAndSet(0)).sum(),
        senders.stream().mapToLong(sender -> sender.errors.getAndSet(0)).sum(),
        settledCommits(database) - commits,
        cpu,
        wall);
  }

  /** PostgreSQL publishes its counters with a delay of up to a second. */
  private static long settledCommits(EmbeddedDatabase database) throws Exception {
    TimeUnit.MILLISECONDS.sleep(1500);
    return database.commits();
  }

  /** One sender with its DM; frames come on one event loop. */
  private final class Sender {
    private final Workspace workspace;
    private final ConversationId dm;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean();
    private Optional<Socket> socket = Optional.empty();

    Sender(Workspace workspace, ConversationId dm) {
      this.workspace = workspace;
      this.dm = dm;
    }

    void begin() {
      running.set(true);
      for (int i = 0; i < PIPELINED; i++) {
        send();
      }
    }

    void stop() {
      running.set(false);
    }

    void awaitIdle() throws InterruptedException {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (inFlight.get() > 0) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(inFlight.get() + " sends were never answered");
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }

    void frame(ByteBuf payload) {
      boolean reply = startsWith(payload, "{\"type\":\"reply\"");
      boolean error = startsWith(payload, "{\"type\":\"error\"");
      if (!reply && !error) {
        return;
      }
      inFlight.decrementAndGet();
      if (running.get()) {
        (error ? errors : acknowledged).incrementAndGet();
        send();
      }
    }

    void delivered(ByteBuf payload) {
      if (startsWith(payload, "{\"type\":\"message.posted\"")) {
        received.incrementAndGet();
      }
    }

    private void send() {
      inFlight.incrementAndGet();
      MessageCommand.Send send =
          new MessageCommand.Send(
              workspace.clientId(), dm, "x".repeat(TEXT_BYTES), Optional.empty());
      socket
          .orElseThrow()
          .send(new String(codec.encode(new ClientFrame(1, send)), StandardCharsets.UTF_8));
    }

    private static boolean startsWith(ByteBuf payload, String prefix) {
      if (payload.readableBytes() < prefix.length()) {
        return false;
      }
      for (int i = 0; i < prefix.length(); i++) {
        if (payload.getByte(payload.readerIndex() + i) != (byte) prefix.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
