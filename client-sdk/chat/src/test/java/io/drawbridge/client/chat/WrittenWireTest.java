package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.writing.DraftView;
import io.drawbridge.protocol.writing.ScheduledState;
import io.drawbridge.protocol.writing.ScheduledView;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The words about drafts and messages to be sent later do what they say. */
class WrittenWireTest extends FakeTalk {
  private static final ScheduledId ID = new ScheduledId(5);
  private static final Instant AT = Instant.parse("2031-05-04T12:00:00Z");

  @BeforeEach
  void answers() {
    server
        .on(WritingCommand.SaveDraft.class, _ -> new Done())
        .on(WritingCommand.DiscardDraft.class, _ -> new Done())
        .on(WritingCommand.CancelScheduled.class, _ -> new Done())
        .on(
            WritingCommand.ListDrafts.class,
            _ ->
                new MessageResult.Drafts(
                    List.of(new DraftView(ROOM, "the\u001b[2J price", Optional.empty(), AT)),
                    Optional.empty()))
        .on(WritingCommand.Schedule.class, it -> new MessageResult.Scheduled(ID, it.at()))
        .on(WritingCommand.ChangeScheduled.class, _ -> new MessageResult.Scheduled(ID, AT))
        .on(WritingCommand.SendScheduled.class, _ -> new MessageResult.Sent(ROOM, 9, AT))
        .on(
            WritingCommand.ListScheduled.class,
            _ ->
                new MessageResult.ScheduledPage(
                    List.of(
                        new ScheduledView(
                            ID,
                            ROOM,
                            "good morning",
                            Optional.empty(),
                            List.of(),
                            AT,
                            false,
                            ScheduledState.HELD,
                            Optional.of(ErrorCode.CLOSED))),
                    Optional.empty()));
  }

  @Test
  void draftIsKeptShownAndLetGo() {
    assertThat(
            talk(
                "/draft x",
                "/open 1",
                "/draft the price",
                "/draft",
                "/drafts",
                "/undraft",
                "/quit"))
        .contains("Where? /open", "Nobody else sees it.", "the\\x1b[2J price", "No draft is kept");
    assertThat(server.received(WritingCommand.SaveDraft.class))
        .containsExactly(new WritingCommand.SaveDraft(ROOM, "the price", Optional.empty()));
  }

  @Test
  void messageIsScheduledByAWordOrTwo() {
    assertThat(
            talk(
                "/open 1",
                "/schedule 2031-05-04 14:30 good morning",
                "/schedule 2031-05-04 good day",
                "/schedule 2h",
                "/schedule soon it is",
                "/quit"))
        .contains("It will be sent 2031-05-04 14:30", "/schedule WHEN TEXT");
    List<WritingCommand.Schedule> asked = server.received(WritingCommand.Schedule.class);
    assertThat(asked)
        .extracting(WritingCommand.Schedule::text)
        .containsExactly("good morning", "good day");
    assertThat(asked.getFirst().at())
        .isEqualTo(
            LocalDateTime.parse("2031-05-04T14:30").atZone(ZoneId.systemDefault()).toInstant());
  }

  @Test
  void scheduledMessageIsListedSentMovedAndLetGo() {
    assertThat(
            talk(
                "/scheduled",
                "/scheduled now " + ID,
                "/scheduled move " + ID + " 2031-05-05",
                "/scheduled move " + ID + " soon",
                "/scheduled cancel " + ID,
                "/scheduled cancel nothing",
                "/quit"))
        .contains(
            "held (closed)  good morning",
            "Sent.",
            "It will be sent 2031-05-05",
            "When? 30m",
            "It will not be sent.",
            "Which?");
    assertThat(server.received(WritingCommand.SendScheduled.class)).hasSize(1);
    assertThat(server.received(WritingCommand.CancelScheduled.class)).hasSize(1);
  }
}
