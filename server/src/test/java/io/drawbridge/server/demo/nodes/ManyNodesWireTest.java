package io.drawbridge.server.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.client.ServerClient;
import io.drawbridge.server.demo.Demo;
import io.drawbridge.server.failure.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo with two nodes as real processes, used through its balancer. */
@Timeout(600)
final class ManyNodesWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NODES = 2;

  @TempDir static Path data;

  private static DemoProcess demo;

  @BeforeAll
  static void startTheDemo() {
    demo = DemoProcess.start(data, NODES);
  }

  @AfterAll
  static void endTheDemo() {
    demo.close();
  }

  @Test
  void filesPassTheBalancerBothWays() throws Exception {
    Secret token = token(demo, Demo.ADA);
    ServerClient ada = ServerClient.of(demo.balancer()).as(token);
    ConversationId where = conversation(ada);
    byte[] bytes = new byte[3 << 20];
    Arrays.fill(bytes, (byte) 7);
    FileId file =
        ada.call(new MessageCommand.BeginUpload("file", where, "sevens.bin", bytes.length)).file();
    ada.upload(file, bytes);
    ada.call(
        new MessageCommand.Send(
            "with-file",
            where,
            "Sevens",
            Optional.empty(),
            Optional.empty(),
            Optional.of(List.of(file))));

    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest download =
          HttpRequest.newBuilder(URI.create(demo.balancer() + "/v1/files/" + file))
              .header("Authorization", "Bearer " + token.value())
              .build();
      assertThat(http.send(download, BodyHandlers.ofByteArray()).body()).isEqualTo(bytes);
    }
  }

  /** What the client claims about itself counts for nothing. */
  @Test
  void nodesSeeTheAddressThatTheBalancerSaw() throws Exception {
    try (HttpClient http =
        HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.9")).build()) {
      HttpRequest wrong =
          HttpRequest.newBuilder(URI.create(demo.balancer() + "/v1/account.sign_in"))
              .header("Content-Type", "application/json")
              .header("X-Forwarded-For", "203.0.113.7")
              .POST(
                  BodyPublishers.ofString(
                      """
                      {"email": "ada@northwind.example", "password": "wrong one", "device": "test"}\
                      """))
              .build();
      assertThat(http.send(wrong, BodyHandlers.ofString()).body()).contains("sign_in_failed");
    }
    await().atMost(PATIENCE).until(() -> logs().contains("127.0.0.9"));
    assertThat(logs()).doesNotContain("203.0.113.7");
  }

  private static String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String node : demo.nodes().keySet()) {
      all.append(Files.readString(demo.folder().resolve(node + ".log")));
    }
    return all.toString();
  }

  @Test
  void whatItWritesIsReadByItsOwnerAlone() throws Exception {
    try (Stream<Path> files = Files.list(demo.folder())) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .contains("node-1.conf", "node-2.conf", "haproxy.cfg", "nats.conf");
    }
    for (String name : List.of("node-1.conf", "node-2.conf", "nats.conf", "node-1.log")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(demo.folder().resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(demo.folder().resolve("node-1.conf"))).contains("cluster = nats");
  }

  @Test
  void killedNodesPeopleGoOnAtAnotherAndTheEndLeavesNothing(@TempDir Path own) throws Exception {
    DemoProcess mine = DemoProcess.start(own, NODES);
    TestClient ben = reader(mine);
    try (mine) {
      ServerClient ada = ServerClient.of(mine.balancer()).as(token(mine, Demo.ADA));
      ConversationId where = conversation(ada);
      send(ada, where, "before");
      awaitText(ben, "before");
      int moved = 0;
      for (String node : mine.nodes().keySet()) {
        Runnable startedAgain = mine.kill(node);
        send(ada, where, "without " + node);
        startedAgain.run();
        if (ben.isClosed()) {
          moved++;
          ben = reader(mine);
        }
        send(ada, where, "with " + node + " again");
        awaitText(ben, "with " + node + " again");
        assertThat(texts(ada, where)).contains("without " + node);
      }
      assertThat(moved).as("times that the reader's node was killed").isPositive();

      List<ProcessHandle> parts = mine.parts();
      assertThat(parts).hasSizeGreaterThanOrEqualTo(NODES + 3);
      assertThat(mine.stop()).as("%s", mine.lines()).isZero();
      // The database is no child of the demo's; whose it is has to notice that it has ended.
      await().atMost(PATIENCE).until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(mine.folder().resolve("processes")).doesNotExist();
    } finally {
      ben.close();
    }
  }

  private static Secret token(DemoProcess of, String email) {
    return ServerClient.of(of.balancer())
        .call(new AccountCommand.SignIn(email, new Secret(Demo.PASSWORD), "test"))
        .accessToken();
  }

  private static TestClient reader(DemoProcess of) {
    Secret token = token(of, Demo.BEN);
    TestClient ben = TestClient.connect(of.balancer(), token.value());
    ConversationId where = conversation(ServerClient.of(of.balancer()).as(token));
    ben.call(new InterestCommand.Open(where, Optional.empty()));
    return ben;
  }

  private static ConversationId conversation(ServerClient who) {
    return who
        .call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .map(entry -> entry.conversation())
        .filter(view -> view.name().equals("General"))
        .findFirst()
        .orElseThrow()
        .conversation();
  }

  /** Sends once, however often it has to ask: the answer may have died with a node. */
  private static void send(ServerClient who, ConversationId where, String text) {
    await()
        .atMost(PATIENCE)
        .ignoreException(Failure.class)
        .until(() -> {
          who.call(new MessageCommand.Send(text.replace(' ', '-'), where, text, Optional.empty()));
          return true;
        });
  }

  private static void awaitText(TestClient reader, String text) {
    reader.await(
        LogEvent.MessagePosted.class, it -> it.message().text().filter(text::equals).isPresent());
  }

  private static List<String> texts(ServerClient who, ConversationId where) {
    return who
        .call(
            new MessageCommand.ShowHistory(
                where, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .messages()
        .stream()
        .flatMap(message -> message.text().stream())
        .toList();
  }
}
