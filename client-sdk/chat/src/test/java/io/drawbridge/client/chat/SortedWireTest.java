package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InboxResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G-20: what a person makes of their own inbox. */
class SortedWireTest extends FakeTalk {
  @BeforeEach
  void answers() {
    server
        .on(InboxCommand.ArchiveEntry.class, _ -> new Done())
        .on(InboxCommand.RemindOfEntry.class, _ -> new Done())
        .on(InboxCommand.SaveMessage.class, _ -> new Done())
        .on(
            InboxCommand.ListSaved.class,
            _ ->
                new InboxResult.Saved(
                    List.of(server.world().posted(ROOM, 1, OLGA, "the price").message()),
                    Optional.empty()));
  }

  @Test
  void conversationIsArchivedUpToItsNewestMessage() {
    assertThat(talk("/archive", "/open 1", "/archive", "/unarchive", "/list archived", "/quit"))
        .contains("Where? /open a conversation first.", "Out of sight", "Back in the list.");
    assertThat(server.received(InboxCommand.ArchiveEntry.class))
        .containsExactly(
            new InboxCommand.ArchiveEntry(ROOM, Optional.of(1L)),
            new InboxCommand.ArchiveEntry(ROOM, Optional.empty()));
    assertThat(server.received(InboxCommand.ListInbox.class).getLast().show())
        .contains(InboxShow.ARCHIVED);
  }

  @Test
  void reminderTakesATimeAheadOrADay() {
    Instant before = Instant.now();
    String record =
        talk(
            "/open 1",
            "/remind 2h",
            "/remind 2031-05-04",
            "/remind 2031-05-04 14:30",
            "/remind never",
            "/remind soon",
            "/quit");
    assertThat(record).contains("You will be reminded.", "No reminder.", "When? 30m, 2h, 3d");
    List<Optional<Instant>> asked =
        server.received(InboxCommand.RemindOfEntry.class).stream()
            .map(InboxCommand.RemindOfEntry::at)
            .toList();
    assertThat(asked).hasSize(4);
    assertThat(asked.getFirst().orElseThrow())
        .isBetween(before.plus(Duration.ofHours(2)), Instant.now().plus(Duration.ofHours(2)));
    assertThat(asked.subList(1, 4))
        .containsExactly(
            Optional.of(local("2031-05-04T09:00")),
            Optional.of(local("2031-05-04T14:30")),
            Optional.empty());
  }

  @Test
  void messageIsSavedByItsWords() {
    assertThat(talk("/open 1", "/save HELLO", "/save nothing", "/unsave", "/saved", "/quit"))
        .contains(
            "Saved: Olga\\x1b[2J: hello",
            "No message among the newest here says so.",
            "No longer saved: ",
            "the price")
        .doesNotContain("\u001b");
    assertThat(server.received(InboxCommand.SaveMessage.class))
        .containsExactly(
            new InboxCommand.SaveMessage(ROOM, 1, true),
            new InboxCommand.SaveMessage(ROOM, 1, false));
  }

  private static Instant local(String time) {
    return LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant();
  }
}
