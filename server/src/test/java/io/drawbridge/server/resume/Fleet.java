package io.drawbridge.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.WorkspaceResult;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Devices of several accounts that all hold the same conversations, and somebody who writes. */
final class Fleet {
  private final TestServer server;
  private final TestPerson writer;
  private final List<ConversationId> threads = new ArrayList<>();
  private final List<ResumingDevice> devices = new ArrayList<>();

  Fleet(TestServer server, int accounts, int devicesEach, int conversations) {
    this.server = server;
    this.writer = server.setUp("Ada");
    // Bots sign in without a password, which takes long on purpose; a session is a session.
    List<Bot> bots = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      bots.add(bot("Bot " + i));
    }
    AccountId[] members = bots.stream().map(Bot::account).toArray(AccountId[]::new);
    for (int i = 0; i < conversations; i++) {
      threads.add(TestSteps.thread(writer, "Thread " + i, members));
    }
    for (int i = 0; i < accounts * devicesEach; i++) {
      devices.add(new ResumingDevice(signIn(bots.get(i % accounts)), threads));
    }
  }

  TestPerson writer() {
    return writer;
  }

  List<ConversationId> threads() {
    return List.copyOf(threads);
  }

  List<ResumingDevice> devices() {
    return devices;
  }

  /** Writes to one conversation after another; the last position of each. */
  Map<ConversationId, Long> write(int messages) {
    Map<ConversationId, Long> heads = new HashMap<>();
    for (int i = 0; i < messages; i++) {
      ConversationId thread = threads.get(i % threads.size());
      heads.put(thread, TestSteps.send(writer, thread, "message " + i).pos());
    }
    return heads;
  }

  /** Something that a device does. */
  interface Step {
    void run(ResumingDevice device) throws Exception;
  }

  /** Runs a step for each device, all at once; the futures of it. */
  List<Future<?>> start(ExecutorService pool, Step step) {
    List<Future<?>> running = new ArrayList<>();
    for (ResumingDevice device : devices) {
      running.add(
          pool.submit(() -> {
            step.run(device);
            return null;
          }));
    }
    return running;
  }

  /** Lets each device catch up with these positions. */
  void catchUp(Map<ConversationId, Long> heads) throws Exception {
    catchUp(server.url(), heads);
  }

  /** The same at another node. */
  void catchUp(URI node, Map<ConversationId, Long> heads) throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> each : start(pool, device -> device.catchUp(node, heads))) {
        each.get();
      }
    }
  }

  /** Each device received what the log holds: all of it, once, in order. */
  void assertNothingLostOrDoubled(String context) {
    for (ConversationId thread : threads) {
      List<Long> all = log(thread);
      for (ResumingDevice device : devices) {
        assertThat(device.received(thread)).as(context).isEqualTo(all);
      }
    }
  }

  private List<Long> log(ConversationId conversation) {
    return server
        .database()
        .database()
        .query(handle ->
            handle
                .createQuery("select pos from event where conversation = :id order by pos")
                .bind("id", conversation.value())
                .mapTo(Long.class)
                .list());
  }

  private record Bot(AccountId account, Secret apiToken) {}

  private Bot bot(String name) {
    WorkspaceResult.BotCreated made =
        writer.call(
            new WorkspaceCommand.CreateBot(
                TestSteps.clientId(), TestSteps.workspace(writer), name));
    return new Bot(made.account(), made.apiToken());
  }

  /** The access token of a new session. */
  private String signIn(Bot bot) {
    return server
        .nobody()
        .call(new AccountCommand.SignInBot(bot.apiToken(), "test"))
        .accessToken()
        .value();
  }
}
