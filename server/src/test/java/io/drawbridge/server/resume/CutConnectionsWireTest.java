package io.drawbridge.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.frame.AccountCommand;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.protocol.frame.WorkspaceCommand;
import io.drawbridge.protocol.frame.WorkspaceResult;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two hundred devices that are cut off at random bytes, again and again, while somebody writes:
 * nothing lost, nothing twice, positions strictly increasing.
 */
final class CutConnectionsWireTest {
  private static final long SEED = 20_260_131;
  private static final int BOTS = 10;
  private static final int DEVICES_EACH = 20;
  private static final int CONVERSATIONS = 20;
  private static final int MESSAGES = 400;

  @AutoClose
  static final TestServer SERVER = TestServer.start(Map.of(ConfigKey.RATE_OPEN, "100000"));

  private final Random random = new Random(SEED);

  @Test
  @Timeout(300)
  void nothingIsLostAndNothingComesTwice() throws Exception {
    TestPerson ada = SERVER.setUp("Ada");
    // Bots sign in without a password, which takes long on purpose; a session is a session.
    List<Bot> bots = new ArrayList<>();
    for (int i = 0; i < BOTS; i++) {
      bots.add(Bot.create(ada, "Bot " + i));
    }
    AccountId[] accounts = bots.stream().map(Bot::account).toArray(AccountId[]::new);
    List<ConversationId> threads = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      threads.add(TestSteps.thread(ada, "Thread " + i, accounts));
    }
    List<ResumingDevice> devices = new ArrayList<>();
    for (int i = 0; i < BOTS * DEVICES_EACH; i++) {
      devices.add(new ResumingDevice(bots.get(i % BOTS).signIn(), threads));
    }
    Map<ConversationId, Long> heads = writeWhileCutting(ada, threads, devices);
    catchUp(devices, heads);

    assertThat(devices.stream().mapToInt(ResumingDevice::cuts).sum())
        .as("cuts, seed %d", SEED)
        .isGreaterThan(devices.size());
    for (ConversationId thread : threads) {
      List<Long> all = log(thread);
      for (ResumingDevice device : devices) {
        assertThat(device.received(thread)).as("seed %d", SEED).isEqualTo(all);
      }
    }
  }

  /** The last position of each conversation. */
  private Map<ConversationId, Long> writeWhileCutting(
      TestPerson writer, List<ConversationId> threads, List<ResumingDevice> devices)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (CuttingProxy proxy = new CuttingProxy(SERVER.url(), this::budget);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> listening = new ArrayList<>();
      for (ResumingDevice device : devices) {
        listening.add(
            pool.submit(() -> {
              while (!over.get()) {
                device.listenUntilCut(proxy.url());
              }
            }));
      }
      try {
        return write(writer, threads);
      } finally {
        over.set(true);
        proxy.stop();
        for (Future<?> each : listening) {
          each.get();
        }
      }
    }
  }

  private static void catchUp(List<ResumingDevice> devices, Map<ConversationId, Long> heads)
      throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> last = new ArrayList<>();
      for (ResumingDevice device : devices) {
        last.add(pool.submit(() -> device.catchUp(SERVER.url(), heads)));
      }
      for (Future<?> each : last) {
        each.get();
      }
    }
  }

  private synchronized long budget() {
    return 500L + random.nextInt(24_000);
  }

  private static Map<ConversationId, Long> write(TestPerson writer, List<ConversationId> threads) {
    Map<ConversationId, Long> heads = new HashMap<>();
    for (int i = 0; i < MESSAGES; i++) {
      ConversationId thread = threads.get(i % threads.size());
      heads.put(thread, TestSteps.send(writer, thread, "message " + i).pos());
    }
    return heads;
  }

  private static List<Long> log(ConversationId conversation) {
    return SERVER
        .database()
        .database()
        .query(handle ->
            handle
                .createQuery("select pos from event where conversation = :id order by pos")
                .bind("id", conversation.value())
                .mapTo(Long.class)
                .list());
  }

  private record Bot(AccountId account, Secret apiToken) {
    static Bot create(TestPerson owner, String name) {
      WorkspaceResult.BotCreated made =
          owner.call(
              new WorkspaceCommand.CreateBot(
                  TestSteps.clientId(), TestSteps.workspace(owner), name));
      return new Bot(made.account(), made.apiToken());
    }

    /** The access token of a new session. */
    String signIn() {
      return SERVER
          .nobody()
          .call(new AccountCommand.SignInBot(apiToken, "test"))
          .accessToken()
          .value();
    }
  }
}
