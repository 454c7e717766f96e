package io.drawbridge.server.app;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.SessionResult.Resumed;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.file.TestFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill: a backup while people write, the loss of all, a restore elsewhere, and people again.
 */
final class BackupDrillWireTest {
  private static final String MANY = "a message while the backup is written ";

  @AutoClose private final TestDatabase elsewhere = TestDatabase.createEmpty();

  @TempDir private Path folder;

  private AdminRun admin(TestDatabase database, Path data) {
    return AdminRun.of(database, folder).with("DRAWBRIDGE_DATA_FOLDER", data.toString());
  }

  @Test
  void whatWasSaidUntilTheBackupIsThereAfterTheRestoreElsewhere() throws Exception {
    Path archive = folder.resolve("backup.zip");
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Cast cast;
    List<String> before;
    List<String> said;
    try (TestServer server = TestServer.start(Map.of(ConfigKey.DATA_FOLDER, here.toString()))) {
      cast = Cast.of(server);
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<List<String>> sending = cast.sendUntil(enough);
      Awaitility.await()
          .until(() -> cast.texts().stream().filter(it -> it.startsWith(MANY)).count() > 5);
      before = cast.texts();
      String printed = admin(server.database(), here).run(0, "backup", archive.toString()).out();
      enough.set(true);
      assertThat(sending.get()).hasSizeGreaterThan(5);
      assertThat(printed).contains("everything that was committed before", "api-token.key");
      cast.lose();
      said = cast.texts();
      assertThat(said).endsWith("lost").startsWith(before.toArray(String[]::new));

      assertThat(admin(server.database(), here).run(1, "restore", archive.toString()).err())
          .as("into the running server")
          .contains("expected: ");

      String told = admin(elsewhere, there).run(1, "restore", folder + "/none.zip").err();
      assertThat(told).contains("cannot be read");
      told = admin(elsewhere, there).run(0, "restore", archive.toString()).out();
      assertThat(told).contains("api-token.key is not in", "is lost");
      copyKeys(here, there);
    }
    try (TestServer restored = TestServer.start(onto(elsewhere, there))) {
      cast.at(restored).isAsBefore(before, said);
    }
  }

  private static Map<ConfigKey, String> onto(TestDatabase database, Path data) {
    return Map.of(
        ConfigKey.DATA_FOLDER,
        data.toString(),
        ConfigKey.DATABASE_URL,
        database.address().shown(),
        ConfigKey.DATABASE_USER,
        database.address().user(),
        ConfigKey.DATABASE_PASSWORD,
        database.address().password());
  }

  private static void copyKeys(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> keys = Files.newDirectoryStream(from, "*.key")) {
      for (Path key : keys) {
        Files.copy(key, to.resolve(key.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /**
   * Some people of a thread, and what they did.
   *
   * @param rex was removed before the backup
   * @param bens what Ben's device knew last, of what was lost since
   */
  private record Cast(
      TestServer server,
      TestPerson olga,
      TestPerson ben,
      TestPerson eve,
      TestPerson rex,
      ConversationId thread,
      FileId file,
      long liked,
      Known bens) {
    /** What a device keeps of a thread that it has open. */
    private static final class Known {
      private String since = "";
      private long cursor;
    }

    private static final byte[] BYTES = "the bytes of the plan".getBytes(UTF_8);

    static Cast of(TestServer server) {
      TestPerson olga = server.setUp("Olga");
      TestPerson ben = TestSteps.member(server, olga, "Ben");
      ConversationId thread = TestSteps.thread(olga, "Bridges", ben.account());
      TestPerson eve = TestSteps.external(server, olga, thread, "Eve");
      TestPerson rex = TestSteps.external(server, olga, thread, "Rex");
      long liked = TestSteps.send(olga, thread, "welcome to the drawbridge").pos();
      eve.call(new MessageCommand.React(clientId(), thread, liked, "\ud83d\udc4d", true));
      FileId file = new TestFiles(server.url()).share(olga, thread, "plan.txt", BYTES);
      TestSteps.remove(olga, thread, rex.account());
      TestSteps.send(olga, thread, "after the removal");
      return new Cast(server, olga, ben, eve, rex, thread, file, liked, new Known());
    }

    List<String> texts() {
      List<String> texts = new ArrayList<>();
      Optional<Long> before = Optional.empty();
      do {
        List<Message> page =
            olga.call(
                    new MessageCommand.ShowHistory(
                        thread, before, Optional.empty(), Optional.empty(), Optional.of(100)))
                .messages();
        texts.addAll(0, page.stream().flatMap(it -> it.text().stream()).toList());
        before = page.size() < 100 ? Optional.empty() : Optional.of(page.getFirst().pos());
      } while (before.isPresent());
      return texts;
    }

    /** Writes again and again until told; what was acknowledged. */
    CompletableFuture<List<String>> sendUntil(AtomicBoolean enough) {
      return CompletableFuture.supplyAsync(() -> {
        List<String> sent = new ArrayList<>();
        while (!enough.get()) {
          sent.add(MANY + sent.size());
          TestSteps.send(ben, thread, sent.getLast());
        }
        return sent;
      });
    }

    /** Does what the backup does not have. Ben's device hears of it. */
    void lose() {
      try (TestClient bens = ben.connect()) {
        bens.call(new InterestCommand.Open(thread, Optional.empty()));
        bens.call(new SessionCommand.Resume(bens.hello().since(), List.of()));
        bens().cursor = TestSteps.send(olga, thread, "lost").pos();
        bens().since = bens.hello().since();
      }
    }

    /** The same people with their sessions at another server. */
    Cast at(TestServer other) {
      return new Cast(
          other,
          olga.at(other.server()),
          ben.at(other.server()),
          eve.at(other.server()),
          rex.at(other.server()),
          thread,
          file,
          liked,
          bens);
    }

    /**
     * @param before what was acknowledged before the backup began
     * @param said that, and what came since
     */
    void isAsBefore(List<String> before, List<String> said) {
      assertThat(texts()).startsWith(before.toArray(String[]::new));
      assertThat(said).startsWith(texts().toArray(String[]::new));
      assertThat(texts()).contains("after the removal").doesNotContain("lost");
      assertThat(TestSteps.texts(eve, thread)).isNotEmpty();
      assertThat(new TestFiles(server.url()).get(eve, "/v1/files/" + file).body()).isEqualTo(BYTES);
      assertThat(
              olga.call(
                      new MessageCommand.Search(
                          "drawbridge", Optional.empty(), Optional.empty(), Optional.empty()))
                  .messages())
          .hasSize(1);
      assertThat(
              olga.call(
                      new MessageCommand.ShowHistory(
                          thread,
                          Optional.empty(),
                          Optional.empty(),
                          Optional.of(liked),
                          Optional.of(1)))
                  .messages())
          .flatExtracting(Message::reactions)
          .hasSize(1);
      deviceLoadsAgain();
      removedSeeNothing();
      assertThat(
              olga.call(
                      new AuditCommand.ListRecords(
                          TestSteps.workspace(olga),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.of(200)))
                  .records())
          .extracting(it -> it.action())
          .contains("server.restore");
    }

    private void removedSeeNothing() {
      refused(ErrorCode.NOT_FOUND, () -> TestSteps.texts(rex, thread));
      assertThat(new TestFiles(server.url()).get(rex, "/v1/files/" + file).statusCode())
          .isEqualTo(404);
      try (TestClient socket = rex.connect();
          TestClient bens = ben.connect()) {
        bens.call(new InterestCommand.Open(thread, Optional.empty()));
        long pos = TestSteps.send(olga, thread, "after the restore").pos();
        bens.await(Event.class, it -> it.toString().contains("after the restore"));
        assertThat(pos).isGreaterThan(liked);
        assertThat(socket.received().toString()).doesNotContain("after the restore");
      }
    }

    /** What a device knows of the life that was lost is not gone on with. */
    private void deviceLoadsAgain() {
      try (TestClient device = ben.connect()) {
        Resumed resumed =
            device.call(
                new SessionCommand.Resume(
                    bens().since, List.of(new Cursor(thread, bens().cursor))));
        assertThat(resumed.resync()).isTrue();
        assertThat(resumed.opened()).isEmpty();
        device.call(new InterestCommand.Open(thread, Optional.of(bens().cursor)));
        device.await(Event.Resync.class);
        Resumed again = device.call(new SessionCommand.Resume(resumed.since(), List.of()));
        assertThat(again.resync()).isFalse();
      }
    }
  }
}
