package io.drawbridge.server.audit;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AuditVerifier;
import io.drawbridge.protocol.audit.Verdict;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log of an account, for its owner, through both doors (N-13, G-27). */
final class OwnLogWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static String export(TestDoor by) {
    StringBuilder text = new StringBuilder();
    Optional<String> next = Optional.empty();
    do {
      AuditPart part = by.call(new AuditCommand.ExportOwn(next));
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

  @ParameterizedTest
  @EnumSource
  void externalExportsTheLogOfTheirAccountAndItVerifies(Door door) throws IOException {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      TestPerson there = SERVER.signIn(eve.email().split("@", 2)[0]);
      eve.call(new SessionCommand.Revoke(clientId(), there.tokens().session()));
      eve.call(new AccountCommand.Update(clientId(), Optional.of("Eve B."), Optional.empty()));

      String log = export(cast.as(eve));

      assertThat(verify(log))
          .isInstanceOfSatisfying(
              Verdict.Good.class,
              good -> assertThat(good.chain()).isEqualTo(eve.account().toString()));
      assertThat(log)
          .contains("session.open", "session.revoke", "account.update", "Eve B.")
          .contains(there.tokens().session().toString())
          .doesNotContain(OWNER.account().toString(), WORKSPACE.toString());
      assertThat(verify(log.replace("session.revoke", "session.ignore")))
          .isInstanceOf(Verdict.Bad.class);
    }
  }

  /** An admin's reason is not for the one it is about. */
  @ParameterizedTest
  @EnumSource
  void whyAnAdminEndedTheirSessionsIsNotInIt(Door door) throws IOException {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      OWNER.call(
          new SeatCommand.Demote(
              clientId(),
              WORKSPACE,
              ben.account(),
              List.of(new Keep(thread)),
              Optional.of("canary of a reason")));
      TestPerson again = SERVER.signIn(ben.email().split("@", 2)[0]);
      String log = export(cast.as(again));
      assertThat(verify(log)).isInstanceOf(Verdict.Good.class);
      assertThat(log).contains("workspace.demote").doesNotContain("canary of a reason");
    }
  }

  @ParameterizedTest
  @EnumSource
  void placeThatIsNoneIsRefused(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      for (String place : new String[] {"elsewhere", "999999.0"}) {
        refused(
            ErrorCode.INVALID,
            () -> cast.as(eve).call(new AuditCommand.ExportOwn(Optional.of(place))));
      }
    }
  }
}
