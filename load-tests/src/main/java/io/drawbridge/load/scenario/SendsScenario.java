package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.Answers;
import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Sockets.Socket;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Median;
import io.drawbridge.load.measure.ProcessCpu;
import io.drawbridge.load.measure.Table;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
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

  /** A process that has just started compiles more than it serves. */
  private static final int WARM_UP_SENDS = 200_000;

  private static final int WARM_UP_SAMPLES_MAX = 20;

  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

  private final int rounds;
  private final Duration sample;
  private final FrameCodec codec = new FrameCodec();

  public SendsScenario(int rounds, Duration sample) {
    this.rounds = rounds;
    this.sample = sample;
  }

  private record Sample(
      long acknowledged, long errors, long commits, ProcessCpu cpu, Duration wall) {
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
    EmbeddedDatabase.requirePgbench();
    try (Testbed testbed = Testbed.open();
        Sockets sockets = new Sockets(2)) {
      ServerProcess server = testbed.server();
      List<Sender> senders = senders(testbed, sockets);
      EmbeddedDatabase database = EmbeddedDatabase.of(server);
      database.execute(
          """
          insert into conversation (id, domain, kind, name, starter)
          select -i, %d, 'dm', 'pgbench', -1 from generate_series(1, %d) i
          """
              .formatted(testbed.workspace().id().value(), SENDERS));
      warmUp(senders, server, database);
      pgbench(database);
      Table table =
          new Table(
              "round", "ours/s", "pgbench/s", "ratio", "commits/send", "server us/send", "errors");
      List<Double> ratios = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        Sample ours = sample(senders, server, database);
        double theirs = pgbench(database);
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
      return ("Durable acknowledged sends, %d senders x %d in flight, DMs, %d-byte texts; "
              + "pgbench -c%d, same rows%n%smedian ratio %.2f%n")
          .formatted(
              SENDERS,
              PIPELINED,
              TEXT_BYTES,
              PGBENCH_CLIENTS,
              table,
              Median.of(ratios.stream().mapToDouble(ratio -> ratio)));
    }
  }

  /**
   * The writes of one send, in one statement and one transaction; the ids are negative and so
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

  private double pgbench(EmbeddedDatabase database) throws Exception {
    return database.pgbench(script(), PGBENCH_CLIENTS, Math.toIntExact(sample.toSeconds()));
  }

  private List<Sender> senders(Testbed testbed, Sockets sockets) {
    Workspace workspace = testbed.workspace();
    URI server = testbed.server().uri();
    List<AccountResult.Tokens> people =
        workspace.externals(workspace.group("Sends"), "pair", 2 * SENDERS);
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      AccountResult.Tokens sender = people.get(2 * i);
      AccountResult.Tokens reader = people.get(2 * i + 1);
      ConversationId dm =
          testbed
              .door()
              .call(
                  sender,
                  new DmCommand.Open(
                      workspace.clientId(),
                      Optional.empty(),
                      List.of(reader.account()),
                      Optional.empty()))
              .conversation()
              .id();
      Sender one = new Sender(workspace, dm);
      one.socket =
          Optional.of(
              sockets
                  .connect(server, Optional.of(sender.accessToken().value()), one::frame)
                  .join());
      sockets.connect(server, Optional.of(reader.accessToken().value()), delivered -> {}).join();
      senders.add(one);
    }
    return senders;
  }

  private void warmUp(List<Sender> senders, ServerProcess server, EmbeddedDatabase database)
      throws Exception {
    long sent = 0;
    for (int count = 0; sent < WARM_UP_SENDS && count < WARM_UP_SAMPLES_MAX; count++) {
      sent += sample(senders, server, database).acknowledged();
    }
  }

  private Sample sample(List<Sender> senders, ServerProcess server, EmbeddedDatabase database)
      throws Exception {
    long commits = settledCommits(database);
    ProcessCpu before = server.cpu();
    long start = System.nanoTime();
    senders.forEach(Sender::begin);
    // The sample takes this long in any case.
    TimeUnit.NANOSECONDS.sleep(sample.toNanos());
    senders.forEach(Sender::stop);
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    ProcessCpu cpu = server.cpu().since(before);
    for (Sender sender : senders) {
      sender.awaitIdle();
    }
    return new Sample(
        senders.stream().mapToLong(sender -> sender.acknowledged.getAndSet(0)).sum(),
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
    private final AtomicLong errors = new AtomicLong();
    private final Semaphore places = new Semaphore(PIPELINED);
    private final AtomicBoolean running = new AtomicBoolean();
    private Optional<Socket> socket = Optional.empty();

    Sender(Workspace workspace, ConversationId dm) {
      this.workspace = workspace;
      this.dm = dm;
    }

    void begin() {
      running.set(true);
      while (places.tryAcquire()) {
        send();
      }
    }

    void stop() {
      running.set(false);
    }

    void awaitIdle() throws InterruptedException {
      if (!places.tryAcquire(PIPELINED, ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            PIPELINED - places.availablePermits() + " sends were never answered");
      }
      places.release(PIPELINED);
    }

    void frame(ByteBuf payload) {
      boolean error = Answers.isError(payload);
      if (!error && !Answers.isReply(payload)) {
        return;
      }
      if (running.get()) {
        (error ? errors : acknowledged).incrementAndGet();
        send();
      } else {
        places.release();
      }
    }

    private void send() {
      MessageCommand.Send send =
          new MessageCommand.Send(
              workspace.clientId(), dm, "x".repeat(TEXT_BYTES), Optional.empty());
      socket
          .orElseThrow()
          .send(new String(codec.encode(new ClientFrame(1, send)), StandardCharsets.UTF_8));
    }
  }
}
