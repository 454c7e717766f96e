package io.drawbridge.server.forward;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.forward.Forwarded;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.policy.ForwardToExternals;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.file.TestFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages are passed on as they were, by who sees them, to whom their author knows. */
final class ForwardWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson ADA = SERVER.setUp("Ada");
  private static final TestPerson BEN = TestSteps.member(SERVER, ADA, "Ben");
  private static final TestPerson CARA = TestSteps.member(SERVER, ADA, "Cara");
  private static final TestFiles FILES = new TestFiles(SERVER.url());

  private ConversationId from = new ConversationId(1);
  private ConversationId to = new ConversationId(1);
  private MessagePlace original = new MessagePlace(from, 0);

  @BeforeEach
  void twoPlaces() {
    from = TestSteps.thread(ADA, "Budget", BEN.account());
    to = TestSteps.thread(ADA, "Board", CARA.account());
    original = Forwarding.send(BEN, from, "the budget is seven");
  }

  private static void edit(TestDoor by, MessagePlace place, String text) {
    by.call(new MessageCommand.Edit(clientId(), place.conversation(), place.pos(), text));
  }

  private static void delete(TestDoor by, MessagePlace place) {
    by.call(new MessageCommand.Delete(clientId(), place.conversation(), place.pos()));
  }

  private static void policy(ConversationId where, ForwardToExternals value) {
    ADA.call(Setting.of(where, Setting.value(PolicyKey.FORWARD_TO_EXTERNALS, value)));
  }

  @ParameterizedTest
  @EnumSource
  void messageIsPassedOnAsItWas(Door door) {
    try (Door.Entered at = door.enter(ADA);
        TestClient looking = CARA.connect()) {
      looking.call(new InterestCommand.Open(to, Optional.empty()));
      WritingCommand.Forward command =
          Forwarding.command(original, to, Optional.of("look at this"), Optional.empty());
      long pos = at.call(command).pos();
      Message live =
          looking.await(LogEvent.MessagePosted.class, event -> event.pos() == pos).message();
      Message shown = Forwarding.newest(CARA, to);
      assertThat(shown.text())
          .contains("look at this\n\nthe budget is seven")
          .isEqualTo(live.text());
      Forwarded forwarded = shown.forwarded().orElseThrow();
      assertThat(live.forwarded()).contains(forwarded);
      assertThat(forwarded.author()).contains("Ben");
      assertThat(forwarded.note(shown.text().orElseThrow())).isEqualTo("look at this");
      assertThat(forwarded.original(shown.text().orElseThrow())).isEqualTo("the budget is seven");
      assertThat(forwarded.sentAt()).isEqualTo(Forwarding.newest(BEN, from).sentAt());
      assertThat(shown.author().id()).isEqualTo(ADA.account());

      edit(BEN, original, "the budget is eight");
      delete(BEN, original);
      assertThat(Forwarding.newest(CARA, to)).isEqualTo(shown);
      // Sent again it is answered as before, though the original is gone.
      assertThat(at.call(command).pos()).isEqualTo(pos);
      refused(ErrorCode.NOT_FOUND, () -> Forwarding.forward(at, original, to));
      refused(ErrorCode.CONFLICT, () -> edit(at, new MessagePlace(to, pos), "the budget is one"));
    }
  }

  @Test
  void itIsFoundByItsWordsAndGoesWithTheNewMessage() {
    MessagePlace passed = Forwarding.forward(ADA, original, to);
    assertThat(
            CARA.call(
                    new MessageCommand.Search(
                        "budget seven", Optional.empty(), Optional.empty(), Optional.empty()))
                .messages())
        .anyMatch(
            hit -> hit.message().pos() == passed.pos() && hit.message().forwarded().isPresent());
    delete(ADA, passed);
    assertThat(Forwarding.newest(CARA, to).text()).isEmpty();
    assertThat(Forwarding.newest(CARA, to).forwarded()).isEmpty();
    assertThat(count("select count(*) from forwarded where pos = ?", passed.pos())).isZero();
    assertThat(Forwarding.newest(BEN, from).text()).contains("the budget is seven");
  }

  @Test
  void whoIsMentionedInTheNoteHearsOfItAndNobodyElse() {
    MessagePlace said = Forwarding.send(BEN, from, "ask <@" + CARA.account() + ">");
    Forwarding.forward(ADA, said, to);
    assertThat(mentions(CARA)).noneMatch(it -> it.conversation().equals(to));
    ADA.call(
        Forwarding.command(
            said, to, Optional.of("<@" + CARA.account() + "> see"), Optional.empty()));
    assertThat(mentions(CARA)).anyMatch(it -> it.conversation().equals(to));
  }

  private static List<Message> mentions(TestDoor reader) {
    return reader.call(new InboxCommand.ListMentions(Optional.of(50))).messages();
  }

  @ParameterizedTest
  @EnumSource
  void whatOneDoesNotSeeIsNotPassedOn(Door door) {
    TestPerson eve = TestSteps.external(SERVER, ADA, from, "Eve" + clientId());
    ConversationId eves = TestSteps.thread(ADA, "Eve's");
    TestSteps.add(ADA, eves, eve.account());
    try (Door.Entered at = door.enter(eve);
        Door.Entered caras = door.enter(CARA)) {
      // It lies below her floor.
      refused(ErrorCode.NOT_FOUND, () -> Forwarding.forward(at, original, eves));
      refused(ErrorCode.NOT_FOUND, () -> Forwarding.forward(caras, original, to));
      refused(
          ErrorCode.NOT_FOUND,
          () -> Forwarding.forward(caras, new MessagePlace(to, original.pos()), to));
      refused(ErrorCode.NOT_FOUND, () -> Forwarding.forward(at, original, to));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereExternalsReadThePolicyDecides(Door door) {
    try (Door.Entered at = door.enter(ADA)) {
      // Who is invited counts.
      TestSteps.addByMail(
          ADA, to, TestServer.address("Gus" + clientId()), new HistoryWindow.FromNow());
      refused(ErrorCode.AUDIENCE_CHANGED, () -> Forwarding.forward(at, original, to));
      Forwarding.confirmed(at, original, to);
      ADA.call(
          Setting.of(
              TestSteps.workspace(ADA),
              Setting.value(PolicyKey.FORWARD_TO_EXTERNALS, ForwardToExternals.ALLOWED)));
      Forwarding.forward(at, original, to);
      // The stricter of both places.
      policy(from, ForwardToExternals.CONFIRM);
      refused(ErrorCode.AUDIENCE_CHANGED, () -> Forwarding.forward(at, original, to));
      policy(from, ForwardToExternals.REFUSED);
      refused(ErrorCode.NOT_ALLOWED, () -> Forwarding.confirmed(at, original, to));
      Forwarding.forward(at, original, TestSteps.thread(ADA, "Inside", BEN.account()));
      // The same message comes before people who came later than it, within one place too.
      TestPerson eve = TestSteps.external(SERVER, ADA, from, "Eve" + clientId());
      refused(ErrorCode.NOT_ALLOWED, () -> Forwarding.confirmed(at, original, from));
      try (Door.Entered eves = door.enter(eve)) {
        MessagePlace own = Forwarding.send(eves, from, "our offer");
        refused(ErrorCode.NOT_ALLOWED, () -> Forwarding.forward(eves, own, from));
        policy(from, ForwardToExternals.CONFIRM);
        Forwarding.forward(eves, own, from);
      }
    } finally {
      ADA.call(Setting.back(TestSteps.workspace(ADA), PolicyKey.FORWARD_TO_EXTERNALS));
    }
  }

  @Test
  void onesOwnNotesAreNotOutside() {
    ConversationId notes = TestSteps.dm(ADA).id();
    MessagePlace noted = Forwarding.forward(ADA, original, notes);
    assertThat(Forwarding.newest(ADA, notes).text()).contains("the budget is seven");
    assertThat(Forwarding.source(ADA, noted)).contains(original);
    policy(from, ForwardToExternals.REFUSED);
    Forwarding.forward(ADA, original, notes);
    Forwarding.forward(ADA, noted, to);
  }

  @ParameterizedTest
  @EnumSource
  void filesAreCopied(Door door) {
    byte[] bytes = "seven".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    FileId file = FILES.share(BEN, from, "budget.txt", bytes);
    MessagePlace filed = new MessagePlace(from, Forwarding.newest(BEN, from).pos());
    try (Door.Entered at = door.enter(ADA)) {
      Forwarding.forward(at, filed, to);
      FileView copy = Forwarding.newest(CARA, to).files().getFirst();
      assertThat(copy.name()).isEqualTo("budget.txt");
      assertThat(copy.file()).isNotEqualTo(file);
      assertThat(FILES.get(CARA, "/v1/files/" + file).statusCode()).isEqualTo(404);
      delete(BEN, filed);
      assertThat(FILES.get(CARA, "/v1/files/" + copy.file()).body()).isEqualTo(bytes);
      // The copy is hers, and counts as such.
      assertThat(uploaded(ADA.account())).isPositive();
      MessagePlace second = new MessagePlace(to, Forwarding.newest(CARA, to).pos());
      at.call(
          new WritingCommand.Forward(
              clientId(),
              to,
              second.pos(),
              from,
              Optional.empty(),
              Optional.empty(),
              Optional.of(false)));
      assertThat(Forwarding.newest(BEN, from).files()).isEmpty();
    }
  }

  private static long uploaded(AccountId owner) {
    return count("select count(*) from file where owner = ?", owner.value());
  }

  @Test
  void noCopyIsLeftOfWhatIsRefused() {
    FILES.share(BEN, from, "budget.txt", "seven".getBytes(StandardCharsets.UTF_8));
    MessagePlace filed = new MessagePlace(from, Forwarding.newest(BEN, from).pos());
    TestSteps.addByMail(
        ADA, to, TestServer.address("Hal" + clientId()), new HistoryWindow.FromNow());
    long before = uploaded(ADA.account());
    refused(ErrorCode.AUDIENCE_CHANGED, () -> Forwarding.forward(ADA, filed, to));
    assertThat(uploaded(ADA.account())).isEqualTo(before);
    Forwarding.confirmed(ADA, filed, to);
    assertThat(uploaded(ADA.account())).isEqualTo(before + 1);
  }

  @Test
  void bothTextsTogetherHaveABound() {
    String long16 = "x".repeat(Limits.TEXT_BYTES_MAX);
    MessagePlace said = Forwarding.send(BEN, from, long16);
    refused(
        ErrorCode.TOO_LARGE,
        () -> ADA.call(Forwarding.command(said, to, Optional.of(long16), Optional.empty())));
    ADA.call(Forwarding.command(said, to, Optional.of("short"), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void threadBeginsWithAMessage(Door door) {
    try (Door.Entered at = door.enter(ADA)) {
      ConversationId thread =
          at.call(Forwarding.thread(ADA, original, CARA.account())).conversation().id();
      Message first = Forwarding.newest(CARA, thread);
      assertThat(first.text()).contains("about this\n\nthe budget is seven");
      MessagePlace begun = new MessagePlace(thread, first.pos());
      assertThat(Forwarding.source(CARA, begun)).isEmpty();
      assertThat(Forwarding.source(at, begun)).contains(original);
      assertThat(Forwarding.threads(at, original)).containsExactly(begun);
      assertThat(Forwarding.threads(BEN, original)).isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> Forwarding.threads(CARA, original));
      Forwarding.forward(ADA, original, to);
      assertThat(Forwarding.threads(at, original)).containsExactly(begun);
      refused(
          ErrorCode.NOT_FOUND, () -> CARA.call(Forwarding.thread(CARA, original, BEN.account())));
    }
  }

  @Test
  void threadIsNotMadeWhereItsMessageIsRefused() {
    TestPerson eve =
        TestSteps.external(SERVER, ADA, TestSteps.thread(ADA, "Elsewhere"), "Eve" + clientId());
    ConversationId thread =
        ADA.call(Forwarding.thread(ADA, original, eve.account())).conversation().id();
    assertThat(Forwarding.newest(eve, thread).forwarded()).isPresent();
    policy(from, ForwardToExternals.REFUSED);
    long before = conversations();
    refused(
        ErrorCode.NOT_ALLOWED,
        () -> ADA.call(Forwarding.thread(ADA, original, eve.account(), BEN.account())));
    assertThat(conversations()).isEqualTo(before);
  }

  /** What somebody wrote goes with them, wherever it was passed on in the workspace. */
  @Test
  void erasingReachesCopies() {
    TestPerson gus = TestSteps.external(SERVER, ADA, from, "Gus" + clientId());
    MessagePlace offer = Forwarding.send(gus, from, "we ask for nine");
    Forwarding.forward(ADA, offer, to);
    Forwarding.forward(ADA, original, to);
    ADA.call(
        new SeatCommand.ErasePerson(
            clientId(),
            TestSteps.workspace(ADA),
            gus.account(),
            true,
            Optional.of("they asked for it")));
    assertThat(TestSteps.texts(CARA, to)).containsExactly("the budget is seven");
  }

  private static long conversations() {
    return count("select count(*) from conversation where id <> ?", 0L);
  }

  private static long count(String sql, long value) {
    try (Handle handle = SERVER.database().open()) {
      return handle.select(sql, value).mapTo(Long.class).one();
    }
  }
}
