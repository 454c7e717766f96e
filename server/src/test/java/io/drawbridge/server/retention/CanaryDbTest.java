package io.drawbridge.server.retention;

import static io.drawbridge.server.TestSteps.clientId;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.file.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A text and a file that were sent, edited, found, told of and deleted are in no file any more: not
 * in the database's, after {@code admin scrub}, and not in the storage (G-27).
 */
final class CanaryDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private final TestHouse.Home home = HOUSE.workspace("home" + clientId());
  private final Caller owner = home.owner();
  private final String benName = "ben" + clientId();
  private final Caller ben = HOUSE.member(home, benName + "@home.example");

  private ConversationId thread() {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                clientId(),
                Optional.of(home.workspace()),
                "Thread",
                List.of(ben.account()),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  /** A word that nobody else writes, in letters that an index keeps as they are. */
  private static String canary() {
    StringBuilder word = new StringBuilder("canary");
    clientId().chars().forEach(c -> word.append((char) ('a' + c % 26)));
    long now = System.nanoTime();
    while (now > 0) {
      word.append((char) ('a' + now % 26));
      now /= 26;
    }
    return word.toString();
  }

  /** Sends a message with the word in it by all ways there are, and edits it. */
  private long leave(ConversationId thread, String canary) throws IOException {
    HOUSE.db.execute(
        """
        insert into webhook (id, conversation, owner, direction, name, url, host, events)
        values (?, ?, ?, 'out', 'archive', 'https://archive.example/events', 'archive.example',
          array['messages'])
        """,
        HOUSE.db.ids().next(),
        thread.value(),
        owner.account().value());
    long pos =
        HOUSE
            .tell(
                owner,
                new MessageCommand.Send(
                    clientId(), thread, "@" + benName + " " + canary + " first", Optional.empty()))
            .pos();
    HOUSE.tell(
        owner, new MessageCommand.Edit(clientId(), thread, pos, "again " + canary + " second"));
    HOUSE.tell(ben, new MessageCommand.React(clientId(), thread, pos, "👍", true));
    assertThat(
            HOUSE
                .tell(
                    ben,
                    new MessageCommand.Search(
                        canary, Optional.empty(), Optional.empty(), Optional.empty()))
                .messages())
        .hasSize(1);
    file(thread, pos, canary);
    HOUSE.db.execute("analyze message");
    HOUSE.db.execute("analyze file");
    return pos;
  }

  private static void file(ConversationId thread, long pos, String canary) throws IOException {
    FileId id = new FileId(HOUSE.db.ids().next());
    try (FileStorage.Writing bytes = HOUSE.storage.write(id)) {
      bytes.from(0);
      bytes.write(ByteBuffer.wrap(("bytes of " + canary).getBytes(UTF_8)));
      bytes.finish();
    }
    HOUSE.db.execute(
        """
        insert into file (id, owner, external, domain, conversation, name, size, received, pos, place,
          series, version, current, shared_at)
        select ?, m.author, false, c.domain, m.conversation, ?, 10, 10, m.pos, 0, ?, 1, true, now()
        from message m join conversation c on c.id = m.conversation
        where m.conversation = ? and m.pos = ?
        """,
        id.value(),
        canary + ".txt",
        id.value(),
        thread.value(),
        pos);
  }

  /** The files in which the word is found. */
  private static Set<String> found(String canary) {
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> stored = Files.walk(HOUSE.files)) {
      Stream.concat(stored.filter(Files::isRegularFile), HOUSE.db.files().stream())
          .filter(file -> holds(file, canary))
          .forEach(file -> found.add(String.valueOf(file.getParent()) + "/" + file.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static boolean holds(Path file, String canary) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(canary);
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an operator does who must not wait; the checkpoint is that of the database's owner. */
  private static void scrub() {
    assertThat(new Scrub(HOUSE.db.database()).run().tables()).contains("message", "file", "event");
    HOUSE.db.asAdministrator("alter system set wal_recycle = off");
    HOUSE.db.asAdministrator("select pg_reload_conf()");
    for (int i = 0; i < 2; i++) {
      HOUSE.db.asAdministrator("checkpoint");
      HOUSE.db.asAdministrator("select pg_switch_wal()");
    }
    HOUSE.db.asAdministrator("checkpoint");
  }

  private static void nowhere(String canary) {
    HOUSE.core.features().tasks().stream()
        .filter(task -> task.name().equals("deleting bytes of files"))
        .forEach(task -> task.round().run());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          scrub();
          assertThat(found(canary)).isEmpty();
        });
  }

  @Test
  void deletedMessageIsInNoFile() throws IOException {
    ConversationId thread = thread();
    String canary = canary();
    long pos = leave(thread, canary);
    HOUSE.db.asAdministrator("checkpoint");
    assertThat(found(canary)).as("what the grep finds before").hasSizeGreaterThan(1);
    HOUSE.tell(owner, new MessageCommand.Delete(clientId(), thread, pos));
    nowhere(canary);
  }

  @Test
  void deletedConversationIsInNoFile() throws IOException {
    ConversationId thread = thread();
    String canary = canary();
    leave(thread, canary);
    HOUSE.tell(owner, new ConversationCommand.Delete(clientId(), thread, thread.toString()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            HOUSE.db.execute(
                    """
                    update deleted_conversation set emptied_at = emptied_at
                    where conversation = ? and emptied_at is not null
                    """,
                    thread.value())
                == 1);
    nowhere(canary);
  }

  @Test
  void whatIsTooOldIsInNoFile() throws IOException {
    ConversationId thread = thread();
    String canary = canary();
    long pos = leave(thread, canary);
    for (String table :
        List.of("message", "message_version", "event", "reaction", "file", "mention")) {
      HOUSE.db.execute(
          "update %s set pos = ? where conversation = ? and pos = ?".formatted(table),
          pos - 40 * 86_400_000_000L,
          thread.value(),
          pos);
    }
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.RETENTION_DAYS, 30)));
    new ForgetOld(HOUSE.db.database()).round();
    nowhere(canary);
  }
}
