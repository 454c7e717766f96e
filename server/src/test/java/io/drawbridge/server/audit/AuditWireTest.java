package io.drawbridge.server.audit;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AccessReceipt;
import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.audit.AuditVerifier;
import io.drawbridge.protocol.audit.AuditedField;
import io.drawbridge.protocol.audit.Verdict;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.protocol.result.AuditResult.AuditReceipt;
import io.drawbridge.protocol.result.AuditResult.AuditRecords;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit log for those who run a workspace, through both doors (N-13, G-27, 7.3). */
final class AuditWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static AuditFilter of(String action, Optional<AccountId> person) {
    return new AuditFilter(
        Optional.of(action),
        Optional.empty(),
        person,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static AuditFilter in(ConversationId conversation) {
    return new AuditFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(conversation),
        Optional.empty(),
        Optional.empty());
  }

  private static AuditFilter between(AccountId actor, Instant from, Instant to) {
    return new AuditFilter(
        Optional.empty(),
        Optional.of(actor),
        Optional.empty(),
        Optional.empty(),
        Optional.of(from),
        Optional.of(to));
  }

  private static AuditRecords list(
      TestDoor by, AuditFilter filter, Optional<String> after, int limit) {
    return by.call(
        new AuditCommand.ListRecords(WORKSPACE, Optional.of(filter), after, Optional.of(limit)));
  }

  private static List<AuditEntry> list(TestDoor by, AuditFilter filter) {
    return list(by, filter, Optional.empty(), 200).records();
  }

  private static AuditPart part(TestDoor by, Optional<String> after) {
    return by.call(new AuditCommand.Export(WORKSPACE, Optional.empty(), after));
  }

  private static String export(TestDoor by) {
    StringBuilder text = new StringBuilder();
    Optional<String> next = Optional.empty();
    do {
      AuditPart part = part(by, next);
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

  private static void remove(TestDoor by, ConversationId conversation, AccountId person) {
    by.call(
        new MemberCommand.Remove(
            clientId(),
            conversation,
            Optional.of(person),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of("the project is over")));
  }

  @ParameterizedTest
  @EnumSource
  void recordsAreFoundByWhatTheyAreAbout(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      Instant before = Instant.now().minusSeconds(60);
      remove(OWNER, thread, eve.account());
      TestDoor admin = cast.as(OWNER);
      assertThat(list(admin, of("member.remove", Optional.of(eve.account()))))
          .singleElement()
          .satisfies(removed -> {
            assertThat(removed.actor()).contains(OWNER.account());
            assertThat(removed.by()).isEqualTo("person");
            assertThat(removed.conversation()).contains(thread);
            assertThat(removed.reason()).contains("the project is over");
            assertThat(removed.before()).hasSize(1);
            assertThat(removed.before().getFirst().what()).isEqualTo("direct");
            assertThat(removed.before().getFirst().fields())
                .contains(
                    new AuditedField("person", Optional.of(eve.account().toString())),
                    new AuditedField("end", Optional.of("removed")));
          });
      assertThat(list(admin, in(thread)))
          .extracting(AuditEntry::action)
          .startsWith("member.remove")
          .endsWith("thread.create");
      Instant later = Instant.now().plusSeconds(60);
      assertThat(list(admin, between(OWNER.account(), before, later)))
          .extracting(AuditEntry::action)
          .contains("member.remove");
      assertThat(list(admin, between(eve.account(), before, later)))
          .extracting(AuditEntry::action)
          .doesNotContain("member.remove");
      assertThat(list(admin, between(OWNER.account(), later, later.plusSeconds(1)))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theListIsPagedNewestFirstWithoutAGap(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestDoor admin = cast.as(OWNER);
      TestSteps.thread(OWNER, "One");
      TestSteps.thread(OWNER, "Two");
      List<Long> positions = new ArrayList<>();
      Optional<String> after = Optional.empty();
      do {
        AuditRecords page = list(admin, AuditFilter.ALL, after, 3);
        page.records().forEach(record -> positions.add(record.position()));
        after = page.next();
      } while (after.isPresent());
      for (int i = 1; i < positions.size(); i++) {
        assertThat(positions.get(i)).isEqualTo(positions.get(i - 1) - 1);
      }
      assertThat(positions.getLast()).isEqualTo(1);
      refused(ErrorCode.INVALID, () -> list(admin, AuditFilter.ALL, Optional.of("elsewhere"), 1));
    }
  }

  /** Nobody looks unseen, and nobody fills the log by looking. */
  @ParameterizedTest
  @EnumSource
  void lookingIsRecordedOnce(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson admin = cast.member("Admin");
      OWNER.call(
          new WorkspaceCommand.SetRole(
              clientId(), WORKSPACE, admin.account(), WorkspaceRole.ADMIN));
      for (int i = 0; i < 3; i++) {
        list(cast.as(admin), AuditFilter.ALL);
        export(cast.as(admin));
      }
      assertThat(list(OWNER, between(admin.account(), Instant.EPOCH, Instant.now().plusSeconds(9))))
          .extracting(AuditEntry::action)
          .filteredOn(action -> action.startsWith("audit."))
          .containsExactlyInAnyOrder("audit.list", "audit.export");
    }
  }

  /** When externals sign in is told to nobody; when members do, to those who run the workspace. */
  @ParameterizedTest
  @EnumSource
  void signInsOfMembersAreRecordedAndThoseOfExternalsAreNot(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      TestDoor admin = cast.as(OWNER);
      assertThat(list(admin, of("session.open", Optional.of(ben.account()))))
          .isNotEmpty()
          .allSatisfy(record -> {
            assertThat(record.session()).isPresent();
            assertThat(record.after().getFirst().fields())
                .contains(new AuditedField("by", Optional.of("link")));
          });
      assertThat(list(admin, of("session.open", Optional.of(eve.account())))).isEmpty();
      ben.call(new AccountCommand.SignOut());
      assertThat(list(admin, of("account.sign_out", Optional.of(ben.account())))).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksAtExternalsAreRecorded(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      TestDoor admin = cast.as(OWNER);
      admin.call(new ExternalCommand.Show(WORKSPACE, eve.account()));
      admin.call(new ExternalCommand.Show(WORKSPACE, eve.account()));
      admin.call(
          new PolicyCommand.Plan(
              Optional.of(WORKSPACE), Optional.empty(), PolicyValues.NONE, List.of()));
      assertThat(list(admin, of("policy.plan", Optional.empty()))).isNotEmpty();
      assertThat(list(admin, of("external.show", Optional.of(eve.account()))))
          .singleElement()
          .satisfies(record -> assertThat(record.actor()).contains(OWNER.account()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExportVerifiesAndHidesWhatItsReaderMayNotKnow(Door door) throws IOException {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson admin = cast.member("Admin");
      OWNER.call(
          new WorkspaceCommand.SetRole(
              clientId(), WORKSPACE, admin.account(), WorkspaceRole.ADMIN));
      ConversationId secret =
          OWNER
              .call(
                  new GroupCommand.Create(
                      clientId(), WORKSPACE, "Merger", Visibility.SECRET, List.of()))
              .conversation()
              .id();
      OWNER.call(new ConversationCommand.Rename(clientId(), secret, "Fusion " + door));
      String own = export(cast.as(OWNER));
      assertThat(own).contains("Fusion " + door);
      assertThat(verify(own)).isInstanceOf(Verdict.Good.class);
      String theirs = export(cast.as(admin));
      assertThat(theirs).doesNotContain("Fusion " + door);
      assertThat(verify(theirs)).isInstanceOf(Verdict.Good.class);
      assertThat(list(cast.as(admin), in(secret)))
          .filteredOn(record -> record.action().equals("conversation.rename"))
          .singleElement()
          .satisfies(renamed ->
              assertThat(renamed.after().getFirst().fields())
                  .contains(new AuditedField("name", Optional.empty())));
      assertThat(
              verify(own.replaceFirst("\"action\":\"group.create\"", "\"action\":\"group.leave\"")))
          .isInstanceOfSatisfying(
              Verdict.Bad.class, bad -> assertThat(bad.where()).startsWith("record "));
    }
  }

  /** A large export comes in parts, and its reader's right is asked for each of them. */
  @ParameterizedTest
  @EnumSource
  void anExportStopsWithTheRightOfItsReader(Door door) throws IOException {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson admin = cast.member("Admin");
      OWNER.call(
          new WorkspaceCommand.SetRole(
              clientId(), WORKSPACE, admin.account(), WorkspaceRole.ADMIN));
      for (int i = 0; i < 110; i++) {
        TestSteps.thread(OWNER, "Thread " + i);
      }
      TestDoor theirs = cast.as(admin);
      AuditPart first = part(theirs, Optional.empty());
      assertThat(first.text().length()).isLessThanOrEqualTo(70_000);
      assertThat(first.next()).isPresent();
      assertThat(verify(first.text())).isInstanceOf(Verdict.Bad.class);
      assertThat(verify(export(theirs))).isInstanceOf(Verdict.Good.class);
      OWNER.call(
          new WorkspaceCommand.SetRole(
              clientId(), WORKSPACE, admin.account(), WorkspaceRole.MEMBER));
      refused(ErrorCode.NOT_ALLOWED, () -> part(theirs, first.next()));
    }
  }

  /** A removed person keeps the word for when it ended; nobody else gets one. */
  @ParameterizedTest
  @EnumSource
  void removedPersonGetsAReceiptThatTheLogHolds(Door door) throws IOException {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson stranger = cast.external(TestSteps.thread(OWNER, "Other"), "Stranger");
      TestDoor theirs = cast.as(eve);
      refused(ErrorCode.NOT_FOUND, () -> theirs.call(new AuditCommand.ShowReceipt(thread)));
      remove(OWNER, thread, eve.account());
      AuditReceipt receipt = theirs.call(new AuditCommand.ShowReceipt(thread));
      AccessReceipt.Verified verified =
          AccessReceipt.verify(receipt.text().getBytes(StandardCharsets.UTF_8), Optional.empty());
      assertThat(verified.receipt().person()).isEqualTo(eve.account());
      assertThat(verified.receipt().conversation()).isEqualTo(thread);
      assertThat(receipt.text()).doesNotContain("the project is over", "position", "epoch");
      AuditEntry removed = list(OWNER, of("member.remove", Optional.of(eve.account()))).getFirst();
      assertThat(receipt.endedAt()).isEqualTo(removed.at());
      String export = export(OWNER);
      assertThat(verify(export)).isInstanceOf(Verdict.Good.class);
      assertThat(
              AuditVerifier.holds(
                  new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)),
                  verified.receipt().record()))
          .isTrue();
      refused(
          ErrorCode.NOT_FOUND, () -> cast.as(stranger).call(new AuditCommand.ShowReceipt(thread)));
      refused(
          ErrorCode.NOT_FOUND,
          () -> theirs.call(new AuditCommand.ShowReceipt(new ConversationId(77))));
    }
  }

  /** By a group, too, when it is taken off the thread. */
  @ParameterizedTest
  @EnumSource
  void whoLostAConversationByAGroupGetsAReceipt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group =
          OWNER
              .call(
                  new GroupCommand.Create(
                      clientId(), WORKSPACE, "Team", Visibility.OPEN, List.of()))
              .conversation()
              .id();
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson ben = cast.member("Ben");
      ben.call(new GroupCommand.Join(clientId(), group));
      OWNER.call(Adding.group(thread, group).command());
      refused(ErrorCode.NOT_FOUND, () -> cast.as(ben).call(new AuditCommand.ShowReceipt(thread)));
      OWNER.call(
          new MemberCommand.Remove(
              clientId(),
              thread,
              Optional.empty(),
              Optional.of(group),
              Optional.empty(),
              false,
              Optional.empty()));
      AuditReceipt receipt = cast.as(ben).call(new AuditCommand.ShowReceipt(thread));
      assertThat(
              AccessReceipt.verify(
                      receipt.text().getBytes(StandardCharsets.UTF_8), Optional.empty())
                  .receipt()
                  .conversation())
          .isEqualTo(thread);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLogIsForAdmins(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      refused(ErrorCode.NOT_ALLOWED, () -> list(cast.as(ben), AuditFilter.ALL));
      refused(ErrorCode.NOT_ALLOWED, () -> export(cast.as(ben)));
      refused(ErrorCode.NOT_FOUND, () -> list(cast.as(eve), AuditFilter.ALL));
      refused(ErrorCode.NOT_FOUND, () -> export(cast.as(eve)));
      WorkspaceId absent = new WorkspaceId(77);
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(OWNER)
                  .call(new AuditCommand.Export(absent, Optional.empty(), Optional.empty())));
      refused(
          ErrorCode.INVALID,
          () ->
              cast.as(OWNER)
                  .call(
                      new AuditCommand.Export(
                          WORKSPACE, Optional.of(1_000_000L), Optional.empty())));
    }
  }
}
