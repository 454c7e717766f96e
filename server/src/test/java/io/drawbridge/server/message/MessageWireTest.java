package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Reaction;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * G-25: send, edit, delete, react, quote, mention, pin, at every door.
 *
 * <p>Shows HCL-46.
 */
final class MessageWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static TestPerson ben;
  private ConversationId thread;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
    ben = TestSteps.member(SERVER, ada, "Ben");
  }

  @BeforeEach
  void openThread() {
    thread = TestSteps.thread(ada, "Relaunch", ben.account());
  }

  private Message newest(TestDoor reader) {
    return history(reader).getLast();
  }

  private List<Message> history(TestDoor reader) {
    return reader.call(show()).messages();
  }

  private MessageCommand.ShowHistory show() {
    return new MessageCommand.ShowHistory(
        thread, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static void refused(TestDoor door, Command<?> command, ErrorCode code) {
    assertThatThrownBy(() -> door.call(command))
        .isInstanceOfSatisfying(
            TestDoor.Refused.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @EnumSource
  void messageIsKeptAsItCame(Door door) {
    String source = "# *Markdown* `source`\n\n> kept <b>as it is</b> &amp; \u00e9\ud83d\ude80";
    try (Door.Entered at = door.enter(ada)) {
      Sent sent = TestSteps.send(at, thread, source);
      Message read = newest(ben);
      assertThat(read.text()).contains(source);
      assertThat(read.pos()).isEqualTo(sent.pos());
      assertThat(read.sentAt()).isEqualTo(sent.sentAt());
      assertThat(read.author().id()).isEqualTo(ada.account());
      assertThat(read.author().external()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void editedMessageShowsItsNewTextAndIsToldToWhoHasItOpen(Door door) {
    try (Door.Entered at = door.enter(ada);
        TestClient bens = ben.connect()) {
      bens.call(new InterestCommand.Open(thread, Optional.empty()));
      Sent sent = TestSteps.send(at, thread, "first");
      at.call(new MessageCommand.Edit(TestSteps.clientId(), thread, sent.pos(), "second"));

      LogEvent.MessageEdited edited = bens.await(LogEvent.MessageEdited.class);
      assertThat(edited.target()).isEqualTo(sent.pos());
      assertThat(edited.text()).isEqualTo("second");
      assertThat(newest(ben).text()).contains("second");
      assertThat(newest(ben).editedAt()).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leak6DeletedTextIsGoneFromEveryTable(Door door) {
    String canary = "canary-" + TestSteps.clientId();
    try (Door.Entered at = door.enter(ada);
        TestClient bens = ben.connect()) {
      bens.call(new InterestCommand.Open(thread, Optional.empty()));
      Sent sent = TestSteps.send(at, thread, canary);
      at.call(new MessageCommand.Delete(TestSteps.clientId(), thread, sent.pos()));

      assertThat(bens.await(LogEvent.MessageDeleted.class).target()).isEqualTo(sent.pos());
      assertThat(newest(ben).text()).isEmpty();
      assertThat(newest(ben).pos()).isEqualTo(sent.pos());
      assertThat(tablesWith(canary)).isEmpty();
    }
  }

  private static List<String> tablesWith(String text) {
    return SERVER
        .database()
        .database()
        .query(handle ->
            handle
                .createQuery(
                    "select c.table_name from information_schema.tables c where c.table_schema ="
                        + " 'public'")
                .mapTo(String.class)
                .list()
                .stream()
                .filter(table ->
                    handle
                            .createQuery(
                                "select count(*) from \"%s\" t where t::text like :text"
                                    .formatted(table))
                            .bind("text", "%" + text + "%")
                            .mapTo(Integer.class)
                            .one()
                        > 0)
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheAuthorEditsAndWhoManagesDeletesAny(Door door) {
    Sent bens = TestSteps.send(ben, thread, "ben's");
    Sent adas = TestSteps.send(ada, thread, "ada's");
    try (Door.Entered starter = door.enter(ada);
        Door.Entered member = door.enter(ben)) {
      refused(
          starter,
          new MessageCommand.Edit(TestSteps.clientId(), thread, bens.pos(), "mine"),
          ErrorCode.NOT_ALLOWED);
      refused(
          member,
          new MessageCommand.Delete(TestSteps.clientId(), thread, adas.pos()),
          ErrorCode.NOT_ALLOWED);
      starter.call(new MessageCommand.Delete(TestSteps.clientId(), thread, bens.pos()));
      assertThat(history(ben))
          .filteredOn(it -> it.pos() == bens.pos())
          .allMatch(it -> it.text().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void reactionsAndPinsComeAndGo(Door door) {
    Sent sent = TestSteps.send(ada, thread, "text");
    try (Door.Entered at = door.enter(ben)) {
      at.call(new MessageCommand.React(TestSteps.clientId(), thread, sent.pos(), "👍", true));
      at.call(new MessageCommand.Pin(TestSteps.clientId(), thread, sent.pos(), true));
      assertThat(newest(ada).reactions())
          .containsExactly(new Reaction("👍", List.of(ben.account())));
      assertThat(at.call(new MessageCommand.ListPins(thread)).messages())
          .singleElement()
          .matches(Message::pinned);

      at.call(new MessageCommand.React(TestSteps.clientId(), thread, sent.pos(), "👍", false));
      at.call(new MessageCommand.Pin(TestSteps.clientId(), thread, sent.pos(), false));
      assertThat(newest(ada).reactions()).isEmpty();
      assertThat(at.call(new MessageCommand.ListPins(thread)).messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void quoteNamesAMessageTheAuthorSees(Door door) {
    Sent first = TestSteps.send(ada, thread, "question");
    try (Door.Entered at = door.enter(ben)) {
      at.call(
          new MessageCommand.Send(
              TestSteps.clientId(), thread, "answer", Optional.of(first.pos())));
      assertThat(newest(ada).quote()).contains(first.pos());
      refused(
          at,
          new MessageCommand.Send(
              TestSteps.clientId(), thread, "answer", Optional.of(first.pos() + 1)),
          ErrorCode.NOT_FOUND);
    }
  }

  /** Mattermost CVE-2023-48732: who is notified is not in the frame that all share. */
  @Test
  void leak4FrameOfAMentionNamesNobodyBeyondTheText() {
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga");
    try (TestClient olgas = olga.connect()) {
      olgas.call(new InterestCommand.Open(thread, Optional.empty()));
      TestSteps.send(ada, thread, "psst <@%s>".formatted(ben.account()));
      LogEvent.MessagePosted posted = olgas.await(LogEvent.MessagePosted.class);
      String frame = new FrameCodec().json(posted);
      assertThat(frame.split(ben.account().toString(), -1)).hasSize(2);
    }
  }

  /** Zulip CVE-2023-32678: a removed person is a stranger to their own messages. */
  @ParameterizedTest
  @EnumSource
  void leak25RemovedPersonCannotTouchHisOldMessages(Door door) {
    TestPerson rudi = TestSteps.external(SERVER, ada, thread, "Rudi" + door.name());
    long own = TestSteps.send(rudi, thread, "mine").pos();
    TestSteps.remove(ada, thread, rudi.account());
    try (Door.Entered at = door.enter(rudi)) {
      for (Command<?> command :
          List.of(
              new MessageCommand.Edit(TestSteps.clientId(), thread, own, "changed"),
              new MessageCommand.Delete(TestSteps.clientId(), thread, own),
              new MessageCommand.React(TestSteps.clientId(), thread, own, "👍", true),
              new MessageCommand.Pin(TestSteps.clientId(), thread, own, true),
              new MessageCommand.Send(TestSteps.clientId(), thread, "again", Optional.empty()),
              new MessageCommand.ListPins(thread),
              show())) {
        refused(at, command, ErrorCode.NOT_FOUND);
      }
    }
    assertThat(newest(ada).text()).contains("mine");
  }

  /** Synapse CVE-2022-39335, discourse-chat GHSA-r979: look-ups by position join the floor. */
  @ParameterizedTest
  @EnumSource
  void leak28And38WhatLiesBelowTheFloorIsAsAbsent(Door door) {
    long hidden = TestSteps.send(ada, thread, "before").pos();
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Late" + door.name());
    TestSteps.send(ada, thread, "after");
    try (Door.Entered at = door.enter(olga)) {
      for (long pos : new long[] {hidden, hidden - 1}) {
        refused(
            at,
            new MessageCommand.Send(TestSteps.clientId(), thread, "q", Optional.of(pos)),
            ErrorCode.NOT_FOUND);
        refused(
            at,
            new MessageCommand.React(TestSteps.clientId(), thread, pos, "👍", true),
            ErrorCode.NOT_FOUND);
        refused(
            at, new MessageCommand.Delete(TestSteps.clientId(), thread, pos), ErrorCode.NOT_FOUND);
      }
    }
  }

  /** 8.19: neither the text nor the thread that it would begin is kept. */
  @ParameterizedTest
  @EnumSource
  void moreMentionsThanAllowedAreRefusedWithTheNumber(Door door) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i <= Limits.MENTIONS_PER_MESSAGE_MAX; i++) {
      names.append("<@").append(new AccountId(1_000_000_007L * (i + 1))).append("> ");
    }
    String text = names.toString();
    try (Door.Entered at = door.enter(ada)) {
      long pos = TestSteps.send(at, thread, "fine").pos();
      int conversations = conversations(at);
      for (Command<?> command :
          List.of(
              new MessageCommand.Send(TestSteps.clientId(), thread, text, Optional.empty()),
              new MessageCommand.Edit(TestSteps.clientId(), thread, pos, text),
              new ThreadCommand.Create(
                  TestSteps.clientId(),
                  Optional.of(TestSteps.workspace(at)),
                  "Subject",
                  List.of(),
                  List.of(),
                  Optional.of(text)))) {
        assertThatThrownBy(() -> at.call(command))
            .hasMessageContaining("51 people mentioned (expected: at most 50)");
      }
      assertThat(conversations(at)).isEqualTo(conversations);
      assertThat(newest(ben).text()).contains("fine");
    }
  }

  private static int conversations(TestDoor at) {
    return at.call(new InboxCommand.ListInbox(Optional.empty(), Optional.of(200))).entries().size();
  }

  /** 8.19: only what reads as a mention counts, and never for the author. */
  @ParameterizedTest
  @EnumSource
  void mentionInCodeAndOnesOwnCountForNobody(Door door) {
    String bens = "<@" + ben.account() + ">";
    String adas = "<@" + ada.account() + ">";
    try (Door.Entered at = door.enter(ada)) {
      long pos = TestSteps.send(at, thread, "`" + bens + "` \\" + bens + " " + adas).pos();
      assertThat(mentioned(ben)).doesNotContain(pos);
      assertThat(mentioned(ada)).doesNotContain(pos);
      at.call(new MessageCommand.Edit(TestSteps.clientId(), thread, pos, bens + adas));
      assertThat(mentioned(ben)).contains(pos);
      assertThat(mentioned(ada)).doesNotContain(pos);
    }
  }

  private static List<Long> mentioned(TestDoor reader) {
    return reader.call(new InboxCommand.ListMentions(Optional.empty())).messages().stream()
        .map(Message::pos)
        .toList();
  }

  /** 8.20. */
  @ParameterizedTest
  @EnumSource
  void reactionsThatLookAlikeAreOne(Door door) {
    try (Door.Entered at = door.enter(ada)) {
      long pos = TestSteps.send(at, thread, "heart").pos();
      at.call(new MessageCommand.React(TestSteps.clientId(), thread, pos, "\u2764", true));
      ben.call(new MessageCommand.React(TestSteps.clientId(), thread, pos, "\u2764\ufe0f", true));
      assertThat(newest(ben).reactions())
          .containsExactly(new Reaction("\u2764\ufe0f", List.of(ada.account(), ben.account())));
      at.call(new MessageCommand.React(TestSteps.clientId(), thread, pos, "\u2764\ufe0e", false));
      assertThat(newest(ben).reactions())
          .containsExactly(new Reaction("\u2764\ufe0f", List.of(ben.account())));
    }
  }
}
