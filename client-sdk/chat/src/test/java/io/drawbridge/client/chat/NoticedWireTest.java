package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InboxResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody at the terminal sees what they are told of, and says what they want to hear of. */
class NoticedWireTest extends FakeTalk {
  @Test
  void noticesShowAndWishesAreSaid() {
    server.on(
        InboxCommand.ListNotices.class,
        list ->
            new InboxResult.Notices(
                List.of(
                    new NoticeView(
                        ROOM,
                        "Offer",
                        2,
                        Optional.of(2L),
                        NoticeCause.FILE_SHARED,
                        server.world().person(2, "Ann"),
                        Optional.of("the plan"),
                        Instant.EPOCH,
                        false,
                        Optional.empty())),
                Optional.empty()));
    server.on(
        InboxCommand.ShowNotify.class,
        show ->
            new InboxResult.NotifySettings(
                NoticeLevel.MENTIONS, NoticeMail.IMMEDIATE, QuietHours.NONE, List.of("bridge")));
    server.on(InboxCommand.SetNotify.class, set -> new Done());
    server.on(InboxCommand.SetKeywords.class, set -> new Done());
    server.on(InboxCommand.SetQuiet.class, set -> new Done());

    String record =
        talk(
            "/notices",
            "/notify all daily",
            "/notify some",
            "/keywords bridge, offer",
            "/quiet 2",
            "/mute");

    assertThat(record)
        .contains("* file shared, Ann (Offer): the plan")
        .contains("Everywhere: mentions, mails: immediate.")
        .contains("Say all, mentions or nothing")
        .contains("Keywords: bridge")
        .contains("Quiet until")
        .contains("/open a conversation first");
    assertThat(server.received(InboxCommand.SetNotify.class))
        .containsExactly(
            new InboxCommand.SetNotify(
                Optional.of(NoticeLevel.ALL), Optional.of(NoticeMail.DAILY)));
    assertThat(server.received(InboxCommand.SetKeywords.class))
        .containsExactly(new InboxCommand.SetKeywords(List.of("bridge", "offer")));
  }

  @Test
  void conversationIsMutedAndHeardAgain() {
    server.on(
        InboxCommand.ShowConversationNotify.class,
        show ->
            new InboxResult.ConversationNotify(
                Optional.of(NoticeLevel.NOTHING),
                Optional.of(NoticeMail.OFF),
                Optional.empty(),
                NoticeLevel.NOTHING));
    server.on(InboxCommand.SetConversationNotify.class, set -> new Done());

    String record = talk("/open 1", "/mute", "/unmute", "/notify");

    assertThat(record)
        .contains("Muted for good.")
        .contains("Not muted any more.")
        .contains("Here: nothing, mails: off.");
    assertThat(server.received(InboxCommand.SetConversationNotify.class))
        .containsExactly(
            new InboxCommand.SetConversationNotify(
                ROOM,
                Optional.of(NoticeLevel.NOTHING),
                Optional.of(NoticeMail.OFF),
                Optional.empty()),
            new InboxCommand.SetConversationNotify(
                ROOM, Optional.empty(), Optional.of(NoticeMail.OFF), Optional.empty()));
  }
}
