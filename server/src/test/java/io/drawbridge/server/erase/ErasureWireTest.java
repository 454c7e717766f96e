package io.drawbridge.server.erase;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AuditVerifier;
import io.drawbridge.protocol.audit.Verdict;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.protocol.result.SeatResult.ErasurePreview;
import io.drawbridge.protocol.result.SeatResult.PersonErased;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Erasing what a workspace knows of somebody, through both doors (G-9, D15, D17, HAP-13). */
final class ErasureWireTest {
  private static final String ERASED = "erased person";

  /**
   * Tables that keep an address or a name on purpose: the account, which is the person's own, and
   * that with how many mails they are sent. What commands answered is forgotten after a day.
   */
  private static final Set<String> KEPT = Set.of("account", "mail_quota", "mail_stop", "request");

  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static PersonErased erase(TestDoor by, TestPerson person, boolean messages) {
    return by.call(
        new SeatCommand.ErasePerson(
            clientId(), WORKSPACE, person.account(), messages, Optional.of("they asked for it")));
  }

  private static ErasurePreview preview(TestDoor by, TestPerson person) {
    return by.call(new SeatCommand.PreviewErase(WORKSPACE, person.account()));
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

  private static void removeBecause(ConversationId conversation, AccountId person, String reason) {
    OWNER.call(
        new MemberCommand.Remove(
            clientId(),
            conversation,
            Optional.of(person),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of(reason)));
  }

  private static String export(TestDoor by) {
    StringBuilder text = new StringBuilder();
    Optional<String> next = Optional.empty();
    do {
      AuditPart part = by.call(new AuditCommand.Export(WORKSPACE, Optional.empty(), next));
      text.append(part.text());
      next = part.next();
    } while (next.isPresent());
    return text.toString();
  }

  private static Verdict verify(String export) throws IOException {
    return AuditVerifier.verify(
        new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)),
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> tablesWith(String text) {
    return CanaryTables.with(SERVER.database().database(), text);
  }

  @ParameterizedTest
  @EnumSource
  void externalLosesEverythingAndTheirNameButNotTheirAccount(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      TestPerson eve = cast.external(thread, "Eve");
      TestSteps.add(OWNER, group, eve.account());
      TestSteps.addByMail(
          OWNER, TestSteps.thread(OWNER, "More"), eve.email(), new HistoryWindow.FromNow());
      TestSteps.send(eve, thread, "from Eve");
      cast.socket(eve);

      ErasurePreview foreseen = preview(cast.as(OWNER), eve);
      PersonErased erased = erase(cast.as(OWNER), eve, false);

      assertThat(foreseen).isEqualTo(new ErasurePreview(2, 1, 0, 1, false));
      assertThat(erased.grants()).isEqualTo(2);
      assertThat(erased.invitations()).isEqualTo(1);
      assertThat(erased.messages()).isZero();
      assertThat(erased.receipt().epoch()).isPresent();
      assertThat(erased.receipt().sessions())
          .anyMatch(it -> it.session().equals(eve.tokens().session()));
      cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, group));
      assertThat(history(cast.as(ben), thread))
          .filteredOn(it -> it.author().id().equals(eve.account()))
          .singleElement()
          .satisfies(message -> {
            assertThat(message.author().name()).isEqualTo(ERASED);
            assertThat(message.text()).contains("from Eve");
          });
      assertThat(cast.as(eve).call(new AccountCommand.Me()).email()).contains(eve.email());
      assertThat(former(cast.as(OWNER))).doesNotContain(eve.account());
      assertThat(preview(cast.as(OWNER), eve)).isEqualTo(new ErasurePreview(0, 0, 0, 1, false));
    }
  }

  private static List<AccountId> former(TestDoor by) {
    ExternalFilter all =
        new ExternalFilter(
            Optional.of(List.of(ExternalState.values())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return by
        .call(
            new ExternalCommand.ListExternals(
                WORKSPACE, Optional.of(all), Optional.empty(), Optional.empty(), Optional.of(200)))
        .externals()
        .stream()
        .flatMap(it -> it.person().stream())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void messagesAreDeletedOnDemandAndReadersHearOfIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson finn = cast.external(thread, "Finn");
      long first = TestSteps.send(eve, thread, "first").pos();
      TestSteps.send(finn, thread, "of Finn");
      long last = TestSteps.send(eve, thread, "last").pos();
      cast.socket(ben).call(new InterestCommand.Open(thread, Optional.empty()));

      assertThat(erase(cast.as(OWNER), eve, true).messages()).isEqualTo(2);

      for (long pos : List.of(first, last)) {
        cast.socket(ben)
            .await(
                LogEvent.MessageDeleted.class,
                it -> it.conversation().equals(thread) && it.target() == pos);
      }
      assertThat(cast.texts(ben, thread)).containsExactly("of Finn");
      assertThat(cast.texts(finn, thread)).containsExactly("of Finn");
      assertThat(erase(cast.as(OWNER), eve, true).messages()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhoRunsTheWorkspaceErasesAndOnlyWhoIsNoMember(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson finn = cast.external(thread, "Finn");
      refused(ErrorCode.NOT_ALLOWED, () -> erase(cast.as(ben), eve, false));
      refused(ErrorCode.NOT_ALLOWED, () -> preview(cast.as(ben), eve));
      refused(ErrorCode.NOT_FOUND, () -> erase(cast.as(finn), eve, false));
      refused(ErrorCode.CONFLICT, () -> erase(cast.as(OWNER), ben, false));
      refused(ErrorCode.CONFLICT, () -> preview(cast.as(OWNER), ben));
      refused(ErrorCode.CONFLICT, () -> erase(cast.as(OWNER), OWNER, true));
      refused(
          ErrorCode.NOT_FOUND,
          () -> cast.as(OWNER).call(new SeatCommand.PreviewErase(WORKSPACE, new AccountId(4_711))));
      assertThat(cast.texts(eve, thread)).isEmpty();
      OWNER.call(new WorkspaceCommand.RemoveMember(clientId(), WORKSPACE, ben.account()));
      assertThat(erase(cast.as(OWNER), ben, false).grants()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void suspensionEndsWithItAndWhoComesAgainHasTheirName(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      String name = cast.as(eve).call(new AccountCommand.Me()).name();
      TestSteps.send(eve, thread, "before");
      OWNER.call(
          new WorkspaceCommand.Suspend(
              clientId(), WORKSPACE, eve.account(), Optional.of("Eve again")));
      assertThat(preview(cast.as(OWNER), eve).suspended()).isTrue();
      erase(cast.as(OWNER), eve, false);
      assertThat(history(OWNER, thread).getFirst().author().name()).isEqualTo(ERASED);
      ConversationId other = TestSteps.thread(OWNER, "Other");
      TestSteps.addByMail(OWNER, other, eve.email(), new HistoryWindow.FromNow());
      eve.call(
          new InvitationCommand.Accept(
              clientId(),
              eve.call(new InvitationCommand.ListInvitations(Optional.empty()))
                  .invitations()
                  .getFirst()
                  .invitation()));
      assertThat(history(OWNER, thread).getFirst().author().name()).isEqualTo(name);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noRowOfTheWorkspaceHoldsTheAddressAndTheAuditVerifies(Door door) throws IOException {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Canary");
      String name = cast.as(eve).call(new AccountCommand.Me()).name();
      String words = "words about " + name;
      TestSteps.send(eve, thread, "hello");
      TestSteps.add(OWNER, TestSteps.thread(OWNER, "First"), eve.account());
      removeBecause(thread, eve.account(), words);
      OWNER.call(
          new WorkspaceCommand.Suspend(clientId(), WORKSPACE, eve.account(), Optional.of(words)));
      TestSteps.addByMail(
          OWNER, TestSteps.thread(OWNER, "More"), eve.email(), new HistoryWindow.FromNow());
      assertThat(export(cast.as(OWNER))).contains(words);
      assertThat(tablesWith(eve.email())).contains("invitation");
      assertThat(tablesWith(words)).contains("audit", "audit_text");

      erase(cast.as(OWNER), eve, false);

      assertThat(tablesWith(words)).isSubsetOf(KEPT);
      assertThat(tablesWith(eve.email())).isSubsetOf(KEPT);
      assertThat(tablesWith(name)).isSubsetOf(KEPT);
      String after = export(cast.as(OWNER));
      assertThat(after).doesNotContain(name).contains("workspace.erase_person");
      assertThat(verify(after)).isInstanceOf(Verdict.Good.class);
    }
  }
}
