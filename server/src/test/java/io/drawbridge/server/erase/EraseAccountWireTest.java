package io.drawbridge.server.erase;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AccountResult.AccountErased;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody from outside erases their own account, through both doors (G-9, D15, D17, HAP-13). */
final class EraseAccountWireTest {
  private static final String ERASED = "erased person";

  /** Tables that keep an address on purpose: how many mails it got. Answers are forgotten later. */
  private static final Set<String> KEPT = Set.of("mail_quota", "request");

  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static AccountErased erase(TestDoor by, Optional<Secret> password) {
    return by.call(new AccountCommand.Erase(clientId(), password));
  }

  private static void update(TestDoor by, String name) {
    by.call(
        new AccountCommand.Update(
            clientId(),
            Optional.of(name),
            Optional.of("busy " + name),
            Optional.of("title " + name),
            Optional.of("firm " + name),
            Optional.of("Europe/Berlin"),
            Optional.empty()));
  }

  private static List<Message> history(TestDoor reader, ConversationId conversation) {
    return reader
        .call(
            new MessageCommand.ShowHistory(
                conversation,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .messages();
  }

  private static int execute(String sql, Object... values) {
    return SERVER.database().execute(sql, values);
  }

  private static List<String> tablesWith(String text) {
    return CanaryTables.with(SERVER.database().database(), text);
  }

  @ParameterizedTest
  @EnumSource
  void accountGoesWithAllThatItHadAndWhatItWroteStays(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      TestPerson eve = cast.external(thread, "Eve");
      TestSteps.add(OWNER, group, eve.account());
      TestSteps.addByMail(
          OWNER, TestSteps.thread(OWNER, "More"), eve.email(), new HistoryWindow.FromNow());
      long pos = TestSteps.send(eve, thread, "from Eve").pos();
      eve.call(new InboxCommand.SaveMessage(thread, pos, true));
      TestSteps.send(
          eve, TestSteps.dm(eve, eve.account()).conversation(), TestCast.unique("note to myself"));
      long id = eve.account().value();
      execute(
          "insert into outcome_mail (domain, person, mail, leaves) values (?, ?, ?, now())",
          WORKSPACE.value(),
          id,
          id);
      execute(
          "insert into outcome_notice (mail, person, source, subject, outcome)"
              + " values (?, ?, 'invitation', 1, 'denied')",
          id,
          id);
      execute(
          "insert into approval_mail (domain, person, leaves) values (?, ?, now())",
          WORKSPACE.value(),
          id);
      execute(
          "insert into portrait (account, name, media_type, bytes) values (?, 'n', 'image/jpeg',"
              + " '')",
          id);

      AccountErased erased = erase(cast.as(eve), Optional.of(TestServer.PASSWORD));

      for (String table : List.of("outcome_mail", "outcome_notice", "approval_mail")) {
        assertThat(execute("delete from %s where person = ?".formatted(table), id))
            .as(table)
            .isZero();
      }
      assertThat(execute("delete from portrait where account = ?", id)).isZero();
      assertThat(erased.grants()).isGreaterThanOrEqualTo(2);
      assertThat(erased.invitations()).isEqualTo(1);
      assertThat(erased.receipt().at()).isPresent();
      assertThat(erased.receipt().epoch()).isEmpty();
      assertThat(
              SERVER
                  .database()
                  .execute("delete from saved where account = ?", eve.account().value()))
          .as("messages still saved")
          .isZero();
      assertThat(history(cast.as(ben), thread))
          .filteredOn(it -> it.author().id().equals(eve.account()))
          .singleElement()
          .satisfies(message -> {
            assertThat(message.author().name()).isEqualTo(ERASED);
            assertThat(message.text()).contains("from Eve");
          });
      assertThat(cast.roster(ben, thread))
          .noneMatch(it -> it.person().filter(who -> who.id().equals(eve.account())).isPresent());
      refused(ErrorCode.UNAUTHENTICATED, () -> eve.call(new AccountCommand.Me()));
      refused(
          ErrorCode.UNAUTHENTICATED,
          () -> eve.call(new SessionCommand.Refresh(eve.tokens().refreshToken())));
    }
  }

  /** The canary: nothing in any table says who it was, and the address is free. */
  @ParameterizedTest
  @EnumSource
  void noTableKnowsTheNameOrTheAddress(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Canary");
      String before = cast.as(eve).call(new AccountCommand.Me()).name();
      String name = TestCast.unique("Bird");
      update(cast.as(eve), name);
      TestSteps.send(eve, thread, "hello");
      ConversationId notes = TestSteps.dm(eve, eve.account()).conversation();
      String note = TestCast.unique("note");
      TestSteps.send(eve, notes, note);
      TestSteps.addByMail(
          OWNER, TestSteps.thread(OWNER, "More"), eve.email(), new HistoryWindow.FromNow());
      assertThat(tablesWith(name)).contains("account", "audit");
      assertThat(tablesWith(eve.email())).contains("account", "invitation");
      assertThat(tablesWith(note)).contains("message");

      erase(cast.as(eve), Optional.of(TestServer.PASSWORD));

      assertThat(tablesWith(name)).isSubsetOf(KEPT);
      assertThat(tablesWith(before)).isSubsetOf(KEPT);
      assertThat(tablesWith(eve.email())).isSubsetOf(KEPT);
      assertThat(tablesWith(note)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void addressIsThatOfSomebodyNewAfterwards(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      String name = TestCast.unique("Eve");
      TestPerson eve = TestSteps.external(SERVER, OWNER, thread, name);
      erase(cast.as(eve), Optional.of(TestServer.PASSWORD));
      TestPerson again = TestSteps.external(SERVER, OWNER, TestSteps.thread(OWNER, "Next"), name);
      assertThat(again.account()).isNotEqualTo(eve.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(again, thread));
    }
  }

  /** What a stolen access token could do, and what would leave a workspace without an owner. */
  @ParameterizedTest
  @EnumSource
  void onlyTheOwnerOfTheAccountDoesSoAndNoMember(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      refused(
          ErrorCode.SIGN_IN_FAILED,
          () -> erase(SERVER.signIn(eve.email().split("@", 2)[0]), Optional.empty()));
      refused(
          ErrorCode.SIGN_IN_FAILED,
          () -> erase(cast.as(eve), Optional.of(new Secret("not the password"))));
      TestPerson ben = cast.member("Ben");
      Optional<Secret> right = Optional.of(TestServer.PASSWORD);
      refused(ErrorCode.CONFLICT, () -> erase(cast.as(ben), right));
      refused(ErrorCode.CONFLICT, () -> erase(cast.as(OWNER), right));
      assertThat(cast.texts(eve, thread)).isEmpty();
      ben.call(new SeatCommand.Leave(clientId(), WORKSPACE, Optional.empty()));
      assertThat(erase(cast.as(ben), right).grants()).isZero();
    }
  }

  /** A suspension of the workspace is its own, and keeps nobody from going. */
  @ParameterizedTest
  @EnumSource
  void whoIsSuspendedErasesTheirAccountToo(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      OWNER.call(
          new WorkspaceCommand.Suspend(clientId(), WORKSPACE, eve.account(), Optional.empty()));
      assertThat(erase(cast.as(eve), Optional.of(TestServer.PASSWORD)).grants()).isEqualTo(1);
      assertThat(tablesWith(eve.email())).isSubsetOf(KEPT);
    }
  }

  /** The record says that, and nothing of whom. */
  @ParameterizedTest
  @EnumSource
  void auditHasItWithoutTheName(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      String name = cast.as(eve).call(new AccountCommand.Me()).name();
      erase(cast.as(eve), Optional.of(TestServer.PASSWORD));
      assertThat(
              cast.as(OWNER)
                  .call(
                      new AuditCommand.ListRecords(
                          WORKSPACE,
                          Optional.of(
                              new AuditFilter(
                                  Optional.of("account.erase"),
                                  Optional.of(eve.account()),
                                  Optional.empty(),
                                  Optional.empty(),
                                  Optional.empty(),
                                  Optional.empty())),
                          Optional.empty(),
                          Optional.empty()))
                  .records())
          .isNotEmpty()
          .noneMatch(record -> record.toString().contains(name));
    }
  }

  /** A hold in the last of the places is asked for before the first of them is erased. */
  @ParameterizedTest
  @EnumSource
  void nothingIsErasedOfWhomAHoldKeepsAnywhere(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId note = TestSteps.dm(eve, eve.account()).conversation();
      execute(
          """
          insert into hold (id, domain, person, reason, placed_by)
          select ?, domain, ?, 'a dispute', ? from conversation where id = ?
          """,
          note.value(),
          eve.account().value(),
          OWNER.account().value(),
          note.value());
      refused(ErrorCode.CONFLICT, () -> erase(cast.as(eve), Optional.of(TestServer.PASSWORD)));
      assertThat(cast.texts(eve, thread)).isEmpty();
      execute("delete from hold where id = ?", note.value());
      assertThat(erase(cast.as(eve), Optional.of(TestServer.PASSWORD)).grants()).isEqualTo(2);
    }
  }
}
