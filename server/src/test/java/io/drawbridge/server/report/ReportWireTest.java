package io.drawbridge.server.report;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.moderation.ReportOutcome;
import io.drawbridge.protocol.moderation.ReportReason;
import io.drawbridge.protocol.moderation.ReportView;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G-27: who reports a message to whom, and what those get of it. */
final class ReportWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static void report(TestDoor by, ConversationId conversation, long pos) {
    by.call(
        new PeopleCommand.FileReport(
            conversation, pos, ReportReason.ABUSE, Optional.of("it is rude")));
  }

  private static PeopleResult.Reports list(TestDoor by, Optional<ConversationId> conversation) {
    return by.call(
        new PeopleCommand.ListReports(
            conversation.isPresent() ? Optional.empty() : Optional.of(WORKSPACE),
            conversation,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static List<ReportView> of(TestDoor by, ConversationId conversation) {
    return list(by, Optional.empty()).reports().stream()
        .filter(it -> it.conversation().equals(conversation))
        .toList();
  }

  /**
   * An admin without a path gets the text that was reported, and nothing else of where it stood.
   */
  @ParameterizedTest
  @EnumSource
  void snapshotOutlivesWhatItsAuthorDoes(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(ben, TestCast.unique("Secret offer"));
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      TestPerson max = TestSteps.external(SERVER, ben, thread, TestCast.unique("Max"));
      long pos = TestSteps.send(max, thread, "rude words").pos();
      TestSteps.send(max, thread, "other words");

      report(cast.as(eve), thread, pos);
      report(cast.as(eve), thread, pos);
      max.call(new MessageCommand.Delete(clientId(), thread, pos));

      TestDoor owner = cast.as(OWNER);
      assertThat(of(owner, thread))
          .singleElement()
          .satisfies(it -> {
            assertThat(it.text()).contains("rude words");
            assertThat(it.author().id()).isEqualTo(max.account());
            assertThat(it.author().external()).isTrue();
            assertThat(it.reporter().id()).isEqualTo(eve.account());
            assertThat(it.note()).contains("it is rude");
            assertThat(it.outcome()).isEmpty();
          });
      refused(ErrorCode.NOT_FOUND, () -> owner.call(new ConversationCommand.Show(thread)));
      refused(ErrorCode.NOT_FOUND, () -> TestSteps.texts(owner, thread));

      assertThat(list(cast.as(ben), Optional.of(thread)).reports())
          .as("who manages the thread")
          .extracting(ReportView::report)
          .containsExactly(of(owner, thread).getFirst().report());
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyElseLearnsOfAReport(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      long unseen = TestSteps.send(OWNER, TestSteps.thread(OWNER, "Other"), "hidden").pos();
      long pos = TestSteps.send(OWNER, thread, "by the owner").pos();
      report(cast.as(eve), thread, pos);

      assertThat(of(cast.as(OWNER), thread)).as("who is reported").isEmpty();
      for (TestPerson other : List.of(ben, eve)) {
        TestDoor door2 = cast.as(other);
        refused(
            other == ben ? ErrorCode.NOT_ALLOWED : ErrorCode.NOT_FOUND,
            () -> list(door2, Optional.empty()));
        refused(ErrorCode.NOT_ALLOWED, () -> list(door2, Optional.of(thread)));
        refused(
            ErrorCode.NOT_FOUND,
            () ->
                door2.call(
                    new PeopleCommand.ResolveReport(new ReportId(4_711L), ReportOutcome.ACTED)));
      }
      refused(ErrorCode.NOT_FOUND, () -> report(cast.as(eve), thread, unseen));
      refused(ErrorCode.INVALID, () -> report(cast.as(OWNER), thread, pos));
      TestPerson stranger = cast.member("Stranger");
      refused(ErrorCode.NOT_FOUND, () -> report(cast.as(stranger), thread, pos));
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportIsResolvedAndRecorded(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door);
        TestClient owners = OWNER.connect()) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      long pos = TestSteps.send(ben, thread, "rude").pos();
      TestPerson eve = cast.external(thread, "Eve");
      long late = TestSteps.send(ben, thread, "rude again").pos();
      refused(ErrorCode.NOT_FOUND, () -> report(cast.as(eve), thread, pos));
      report(cast.as(eve), thread, late);
      owners.await(Event.ReportsOpen.class, it -> it.workspace().equals(WORKSPACE));

      ReportId id = of(cast.as(OWNER), thread).getFirst().report();
      cast.as(OWNER).call(new PeopleCommand.ResolveReport(id, ReportOutcome.DISMISSED));
      assertThat(of(cast.as(OWNER), thread))
          .singleElement()
          .satisfies(it -> {
            assertThat(it.outcome()).contains(ReportOutcome.DISMISSED);
            assertThat(it.resolvedBy()).contains(OWNER.account());
          });
      assertThat(
              OWNER
                  .call(
                      new AuditCommand.ListRecords(
                          WORKSPACE, Optional.empty(), Optional.empty(), Optional.of(200)))
                  .records())
          .anySatisfy(record -> assertThat(record.action()).isEqualTo("report.resolve"))
          .anySatisfy(record -> assertThat(record.action()).isEqualTo("report.list"));
    }
  }

  @Test
  void reportsOfADayAreBounded() {
    TestPerson kim = TestSteps.member(SERVER, OWNER, "Kim");
    ConversationId thread = TestSteps.thread(OWNER, "Many", kim.account());
    for (int i = 0; i < Limits.REPORTS_PER_DAY_MAX; i++) {
      report(kim, thread, TestSteps.send(OWNER, thread, "text " + i).pos());
    }
    long one = TestSteps.send(OWNER, thread, "one more").pos();
    refused(ErrorCode.RATE_LIMITED, () -> report(kim, thread, one));
  }

  @Test
  void reportsAreForgottenWithAge() {
    TestPerson lea = TestSteps.member(SERVER, OWNER, "Lea");
    ConversationId thread = TestSteps.thread(lea, "Old", OWNER.account());
    report(OWNER, thread, TestSteps.send(lea, thread, "old words").pos());
    assertThat(of(OWNER, thread)).hasSize(1);
    SERVER
        .database()
        .execute(
            "update report set created_at = created_at - interval '91 days' where conversation = ?",
            thread.value());
    int gone =
        SERVER.database().database().write(handle -> new ReportStore().forgetOld(handle, 90, 10));
    assertThat(gone).isEqualTo(1);
    assertThat(of(OWNER, thread)).isEmpty();
  }
}
