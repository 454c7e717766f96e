package io.drawbridge.server.workspace.policy;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Admins name single members who bring externals in where members do not (G-8, HCL-5, D1). */
final class InviterWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  static {
    OWNER.call(Setting.of(WORKSPACE, Setting.invite(ExternalInvite.ADMINS)));
  }

  private static void name(TestDoor by, AccountId person, boolean named) {
    by.call(new PolicyCommand.SetInviter(clientId(), WORKSPACE, person, named));
  }

  private static void invite(TestDoor by, ConversationId conversation) {
    TestSteps.addByMail(
        by,
        conversation,
        TestServer.address(TestCast.unique("Guest")),
        new HistoryWindow.FromNow());
  }

  private static List<AccountId> named() {
    return OWNER
        .call(new PolicyCommand.Show(Optional.of(WORKSPACE), Optional.empty()))
        .policies()
        .inForce()
        .externalInviters()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void namedMemberBringsExternalsInUntilItIsTakenBack(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), cleo.account());
      ConversationId other = TestSteps.thread(OWNER, "Without Ben");
      // Their views are there before, so that what is named has to reach them.
      cast.socket(ben);
      refused(ErrorCode.NOT_ALLOWED, () -> invite(cast.as(ben), thread));
      name(cast.as(OWNER), ben.account(), true);
      invite(cast.as(ben), thread);
      cast.as(ben)
          .call(
              new DmCommand.Open(
                  clientId(),
                  Optional.of(WORKSPACE),
                  List.of(),
                  Optional.of(TestServer.address(TestCast.unique("Dm")))));
      refused(ErrorCode.NOT_ALLOWED, () -> invite(cast.as(cleo), thread));
      refused(ErrorCode.NOT_FOUND, () -> invite(cast.as(ben), other));

      // It is this one right, and no more.
      refused(ErrorCode.NOT_ALLOWED, () -> name(cast.as(ben), cleo.account(), true));
      OWNER.call(Setting.of(thread, Setting.invite(ExternalInvite.OFF)));
      refused(ErrorCode.NOT_ALLOWED, () -> invite(cast.as(ben), thread));
      OWNER.call(Setting.back(thread, PolicyKey.EXTERNAL_INVITE));

      name(cast.as(OWNER), ben.account(), false);
      refused(ErrorCode.NOT_ALLOWED, () -> invite(cast.as(ben), thread));
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyMembersAreNamedAndItEndsWithTheirSeat(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      refused(ErrorCode.NOT_FOUND, () -> name(cast.as(OWNER), eve.account(), true));
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(OWNER)
                  .call(
                      Setting.of(
                          WORKSPACE,
                          Setting.value(PolicyKey.EXTERNAL_INVITERS, List.of(eve.account())))));
      refused(ErrorCode.NOT_FOUND, () -> name(cast.as(eve), eve.account(), true));
      name(cast.as(OWNER), ben.account(), true);
      name(cast.as(OWNER), cleo.account(), true);
      name(cast.as(OWNER), cleo.account(), true);
      assertThat(named()).contains(ben.account(), cleo.account());
      cast.as(OWNER).call(new WorkspaceCommand.RemoveMember(clientId(), WORKSPACE, ben.account()));
      assertThat(named()).contains(cleo.account()).doesNotContain(ben.account());
      ConversationId thread = TestSteps.thread(OWNER, "Other", cleo.account());
      cast.as(cleo).call(Adding.person(thread, cleo.account()).command());
      invite(cast.as(cleo), thread);
    }
  }
}
