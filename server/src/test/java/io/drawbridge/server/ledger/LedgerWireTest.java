package io.drawbridge.server.ledger;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.ledger.LedgerConversation;
import io.drawbridge.protocol.ledger.LedgerReader;
import io.drawbridge.protocol.ledger.LedgerSpan;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.LedgerResult.MessageLedger;
import io.drawbridge.protocol.result.LedgerResult.PersonLedger;
import io.drawbridge.protocol.result.LedgerResult.Reasons;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ledger tells those who run a workspace who could see a message, what somebody could see, and
 * why, without a text and without a name that they could not find (N-4, N-6, 7.3); through both
 * doors.
 */
final class LedgerWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);
  private static final String TEXT = "the price is 7 florins";

  private static MessageLedger ofMessage(TestDoor by, ConversationId conversation, long pos) {
    return by.call(message(WORKSPACE, conversation, pos, Optional.empty()));
  }

  private static LedgerCommand.OfMessage message(
      WorkspaceId workspace, ConversationId conversation, long pos, Optional<String> after) {
    return new LedgerCommand.OfMessage(workspace, conversation, pos, after, Optional.of(1));
  }

  private static LedgerCommand.OfPerson person(AccountId person, Optional<Instant> at) {
    return new LedgerCommand.OfPerson(WORKSPACE, person, at, Optional.empty(), Optional.of(200));
  }

  private static Reasons why(TestDoor by, AccountId person, ConversationId conversation) {
    return by.call(new LedgerCommand.Why(WORKSPACE, person, conversation));
  }

  /** All pages, of one person each. */
  private static List<LedgerReader> readers(TestDoor by, ConversationId conversation, long pos) {
    List<LedgerReader> readers = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      MessageLedger page = by.call(message(WORKSPACE, conversation, pos, after));
      readers.addAll(page.readers());
      after = page.next();
    } while (after.isPresent());
    return readers;
  }

  private static LedgerReader of(List<LedgerReader> readers, TestPerson person) {
    return readers.stream()
        .filter(it -> it.person().id().equals(person.account()))
        .findFirst()
        .orElseThrow();
  }

  private static ConversationId secretGroup() {
    return OWNER
        .call(
            new GroupCommand.Create(clientId(), WORKSPACE, "Secret", Visibility.SECRET, List.of()))
        .conversation()
        .id();
  }

  /** A workspace admin who is in none of the conversations. */
  private static TestPerson admin(TestCast cast) {
    TestPerson admin = cast.member("Admin");
    OWNER.call(
        new WorkspaceCommand.SetRole(clientId(), WORKSPACE, admin.account(), WorkspaceRole.ADMIN));
    return admin;
  }

  @ParameterizedTest
  @EnumSource
  void ledgerOfAMessageTellsWhoCouldSeeItWhenAndByWhat(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId secret = secretGroup();
      ConversationId thread = TestSteps.thread(OWNER, "Offer", List.of(), List.of(secret));
      TestPerson byGroup = cast.external(secret, "Gil");
      TestPerson gone = cast.external(thread, "Dan");
      Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS).minusMillis(50);
      long pos = TestSteps.send(OWNER, thread, TEXT).pos();
      TestPerson late = cast.external(thread, "Lou");
      OWNER.call(
          Adding.person(thread, byGroup.account()).seeing(new HistoryWindow.FromNow()).command());
      TestSteps.removeAll(OWNER, thread, gone.account());
      TestDoor admin = cast.as(admin(cast));

      List<LedgerReader> readers = readers(admin, thread, pos);

      assertThat(readers)
          .extracting(it -> it.person().id())
          .containsExactlyInAnyOrder(OWNER.account(), byGroup.account(), gone.account());
      assertThat(readers).last().satisfies(it -> assertThat(it.person().external()).isFalse());
      assertThat(of(readers, gone))
          .satisfies(dan -> {
            assertThat(dan.seesNow()).isFalse();
            assertThat(dan.person().external()).isTrue();
            LedgerSpan span = dan.spans().getFirst();
            assertThat(span.path().kind()).isEqualTo(PathKind.DIRECT);
            assertThat(span.sponsor()).contains(OWNER.account());
            assertThat(span.from()).isAfter(before);
            assertThat(span.to()).get().satisfies(to -> assertThat(to).isAfter(span.from()));
            assertThat(span.end()).contains(EndReason.REMOVED);
          });
      assertThat(of(readers, byGroup))
          .satisfies(gil -> {
            assertThat(gil.seesNow()).isTrue();
            // Their own path came later; what the group had shown without a break shows by it too.
            assertThat(gil.spans())
                .extracting(span -> span.path().kind())
                .containsExactly(PathKind.DIRECT, PathKind.GROUP);
            assertThat(gil.spans().getLast().path().group()).contains(secret);
            assertThat(gil.spans().getLast().path().groupName()).isEmpty();
          });
      assertThat(readers).extracting(it -> it.person().id()).doesNotContain(late.account());
      MessageLedger told = ofMessage(admin, thread, pos);
      assertThat(told.message().name()).isEmpty();
      assertThat(told.message().author()).isEqualTo(OWNER.account());
      assertThat(told.toString()).doesNotContain(TEXT, "Secret", "Offer");
      assertThat(ofMessage(cast.as(OWNER), thread, pos).message().name()).contains("Offer");
    }
  }

  @ParameterizedTest
  @EnumSource
  void againAddedSeesTheGapOnlyIfItIsOpenedAndTheLedgerSaysSo(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      // So that they stay a contact.
      TestSteps.add(OWNER, TestSteps.thread(OWNER, "Other"), eve.account());
      long first = TestSteps.send(OWNER, thread, "one").pos();
      TestSteps.removeAll(OWNER, thread, eve.account());
      long gap = TestSteps.send(OWNER, thread, "two").pos();
      OWNER.call(
          Adding.person(thread, eve.account()).seeing(new HistoryWindow.FromNow()).command());
      TestDoor admin = cast.as(OWNER);
      assertThat(of(readers(admin, thread, first), eve).spans())
          .singleElement()
          .satisfies(span -> assertThat(span.to()).isPresent());
      assertThat(readers(admin, thread, gap))
          .extracting(it -> it.person().id())
          .containsExactly(OWNER.account());
      TestSteps.removeAll(OWNER, thread, eve.account());
      OWNER.call(
          Adding.person(thread, eve.account()).seeing(new HistoryWindow.Everything()).command());
      assertThat(of(readers(admin, thread, gap), eve).seesNow()).isTrue();
      assertThat(of(readers(admin, thread, first), eve).spans()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void marksSayWhetherItReachedThem(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      long pos = TestSteps.send(OWNER, thread, TEXT).pos();
      TestDoor admin = cast.as(OWNER);
      assertThat(of(readers(admin, thread, pos), eve))
          .satisfies(it -> {
            assertThat(it.delivered().reached()).isFalse();
            assertThat(it.read().reached()).isFalse();
          });
      cast.as(eve).call(new InboxCommand.MarkDelivered(thread, pos));
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(of(readers(admin, thread, pos), eve).delivered().reached()).isTrue());
      assertThat(of(readers(admin, thread, pos), eve).read().reached()).isFalse();
      cast.as(eve).call(new InboxCommand.MarkRead(thread, pos));
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(of(readers(admin, thread, pos), eve).read().reached()).isTrue());
      LedgerReader reached = of(readers(admin, thread, pos), eve);
      Instant from = reached.spans().getFirst().from();
      assertThat(reached.delivered().by()).get().matches(by -> by.isAfter(from));
      assertThat(reached.read().by()).get().matches(by -> by.isAfter(from));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ledgerOfAPersonTellsWhatTheyCouldSeeAtATime(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      ConversationId secret = secretGroup();
      TestPerson eve = cast.external(thread, "Eve");
      TestDoor admin = cast.as(admin(cast));
      Instant alone = admin.call(person(eve.account(), Optional.empty())).at();
      OWNER.call(
          Adding.person(secret, eve.account()).seeing(new HistoryWindow.Everything()).command());
      Instant both = admin.call(person(eve.account(), Optional.empty())).at();
      OWNER.call(
          new WorkspaceCommand.Suspend(clientId(), WORKSPACE, eve.account(), Optional.empty()));

      PersonLedger now = admin.call(person(eve.account(), Optional.empty()));
      assertThat(now.suspended()).isTrue();
      assertThat(now.member()).isFalse();
      assertThat(now.conversations()).isEmpty();
      assertThat(admin.call(person(eve.account(), Optional.of(alone))).conversations())
          .singleElement()
          .satisfies(it -> {
            assertThat(it.conversation()).isEqualTo(thread);
            assertThat(it.name()).isEmpty();
            assertThat(it.showsFrom()).isPresent();
            assertThat(it.paths().getFirst().sponsor()).contains(OWNER.account());
          });
      PersonLedger then = admin.call(person(eve.account(), Optional.of(both)));
      assertThat(then.suspended()).isFalse();
      assertThat(then.conversations())
          .extracting(LedgerConversation::conversation)
          .containsExactly(secret, thread);
      assertThat(then.conversations().getFirst().showsFrom()).isEmpty();
      refused(
          ErrorCode.INVALID,
          () -> admin.call(person(eve.account(), Optional.of(Instant.now().plusSeconds(600)))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whySomebodySeesAConversationAndWhyNot(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId secret = secretGroup();
      ConversationId thread = TestSteps.thread(OWNER, "Offer", List.of(), List.of(secret));
      TestPerson eve = cast.external(secret, "Eve");
      TestPerson runs = admin(cast);
      TestDoor admin = cast.as(runs);
      Reasons sees = why(admin, eve.account(), thread);
      assertThat(sees.sees().paths())
          .singleElement()
          .satisfies(path -> {
            assertThat(path.path().kind()).isEqualTo(PathKind.GROUP);
            assertThat(path.path().group()).contains(secret);
            assertThat(path.path().groupName()).isEmpty();
          });
      assertThat(sees.sees().name()).isEmpty();
      TestSteps.removeAll(OWNER, thread, eve.account());
      Reasons kept = why(admin, eve.account(), thread);
      assertThat(kept.excluded()).isTrue();
      assertThat(kept.sees().paths()).isEmpty();
      assertThat(kept.spans())
          .singleElement()
          .satisfies(span -> assertThat(span.end()).contains(EndReason.EXCLUDED));
      Reasons never = why(admin, runs.account(), thread);
      assertThat(never.sees().paths()).isEmpty();
      assertThat(never.spans()).isEmpty();
    }
  }

  /** Absent and forbidden look the same, no matter who asks. */
  @ParameterizedTest
  @EnumSource
  void whoMayNotAskIsAnsweredAsForWhatDoesNotExist(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson ben = cast.member("Ben");
      long pos = TestSteps.send(OWNER, thread, TEXT).pos();
      ConversationId absent = new ConversationId(thread.value() ^ 1);
      AccountId nobody = new AccountId(eve.account().value() ^ 1);
      WorkspaceId theirs =
          OWNER.call(new WorkspaceCommand.Create(clientId(), "Theirs")).workspace().workspace();
      TestDoor owner = cast.as(OWNER);
      List<Command<? extends Result>> real =
          List.of(
              message(WORKSPACE, thread, pos, Optional.empty()),
              person(eve.account(), Optional.empty()),
              new LedgerCommand.Why(WORKSPACE, eve.account(), thread));
      List<Command<? extends Result>> none =
          List.of(
              message(WORKSPACE, absent, pos, Optional.empty()),
              message(WORKSPACE, thread, pos + 1, Optional.empty()),
              person(nobody, Optional.empty()),
              new LedgerCommand.Why(WORKSPACE, nobody, thread),
              new LedgerCommand.Why(WORKSPACE, eve.account(), absent));
      // An admin of another workspace, who is one here too: by the other they learn nothing.
      List<Command<? extends Result>> elsewhere =
          List.of(
              message(theirs, thread, pos, Optional.empty()),
              new LedgerCommand.OfPerson(
                  theirs, eve.account(), Optional.empty(), Optional.empty(), Optional.empty()),
              new LedgerCommand.Why(theirs, OWNER.account(), thread),
              new LedgerCommand.Why(theirs, eve.account(), thread));
      for (Command<? extends Result> command : real) {
        refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(command));
        refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(command));
      }
      for (Command<? extends Result> command : none) {
        refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(command));
        refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(command));
        refused(ErrorCode.NOT_FOUND, () -> owner.call(command));
      }
      elsewhere.forEach(command -> refused(ErrorCode.NOT_FOUND, () -> owner.call(command)));
      refused(
          ErrorCode.INVALID,
          () -> owner.call(message(WORKSPACE, thread, pos, Optional.of("elsewhere"))));
    }
  }

  /** Who looks is seen looking, at what. */
  @ParameterizedTest
  @EnumSource
  void looksAreRecordedWithWhatWasLookedAt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      long pos = TestSteps.send(OWNER, thread, TEXT).pos();
      TestPerson admin = admin(cast);
      ofMessage(cast.as(admin), thread, pos);
      why(cast.as(admin), eve.account(), thread);
      cast.as(admin).call(person(eve.account(), Optional.empty()));
      List<AuditEntry> records =
          OWNER
              .call(
                  new AuditCommand.ListRecords(
                      WORKSPACE,
                      Optional.of(
                          new AuditFilter(
                              Optional.empty(),
                              Optional.of(admin.account()),
                              Optional.empty(),
                              Optional.empty(),
                              Optional.empty(),
                              Optional.empty())),
                      Optional.empty(),
                      Optional.empty()))
              .records();
      assertThat(records)
          .extracting(AuditEntry::action)
          .contains("ledger.of_message", "ledger.why", "ledger.of_person");
    }
  }

  /** The text is gone, and the ledger still knows who could have read it. */
  @ParameterizedTest
  @EnumSource
  void deletedMessageHasALedger(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      long pos = TestSteps.send(OWNER, thread, TEXT).pos();
      OWNER.call(new MessageCommand.Delete(clientId(), thread, pos));
      assertThat(ofMessage(cast.as(OWNER), thread, pos).message().deleted()).isTrue();
      assertThat(of(readers(cast.as(OWNER), thread, pos), eve).seesNow()).isTrue();
    }
  }
}
