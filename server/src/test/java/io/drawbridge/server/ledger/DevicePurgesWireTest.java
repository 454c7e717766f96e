package io.drawbridge.server.ledger;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.ledger.DevicePurge;
import io.drawbridge.protocol.ledger.PurgeState;
import io.drawbridge.protocol.result.LedgerResult.DevicePurges;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices say that they keep nothing of what was lost, and admins see which did (N-8). */
final class DevicePurgesWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  @ParameterizedTest
  @EnumSource
  void eachDeviceThatWasThereIsConfirmedOutstandingOrEnded(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson phone = cast.member("Eve");
      TestSteps.add(OWNER, thread, phone.account());
      TestPerson laptop = SERVER.signInAs(phone);
      TestPerson tablet = SERVER.signInAs(phone);
      assertThat(purges(cast.as(OWNER), phone, thread).lostAt()).isEmpty();

      TestSteps.remove(OWNER, thread, phone.account());
      DevicePurges before = purges(cast.as(OWNER), phone, thread);
      assertThat(before.lostAt()).isPresent();
      assertThat(states(before))
          .containsOnly(
              Map.entry(phone.tokens().session().toString(), PurgeState.OUTSTANDING),
              Map.entry(laptop.tokens().session().toString(), PurgeState.OUTSTANDING),
              Map.entry(tablet.tokens().session().toString(), PurgeState.OUTSTANDING));
      assertThat(before.devices())
          .allSatisfy(each -> assertThat(each.since()).isEqualTo(before.lostAt().orElseThrow()));

      cast.as(phone).call(new SessionCommand.Purged(List.of(thread)));
      tablet.call(new AccountCommand.SignOut());
      SERVER.signInAs(phone);
      assertThat(states(purges(cast.as(OWNER), phone, thread)))
          .containsOnly(
              Map.entry(phone.tokens().session().toString(), PurgeState.CONFIRMED),
              Map.entry(laptop.tokens().session().toString(), PurgeState.OUTSTANDING),
              Map.entry(tablet.tokens().session().toString(), PurgeState.ENDED));

      // Who comes back and goes again owes it again.
      TestSteps.add(OWNER, thread, phone.account());
      TestSteps.remove(OWNER, thread, phone.account());
      assertThat(states(purges(cast.as(OWNER), phone, thread)))
          .containsEntry(phone.tokens().session().toString(), PurgeState.OUTSTANDING);
    }
  }

  /** What a device says of conversations that it never had, or still has, leaves no row. */
  @ParameterizedTest
  @EnumSource
  void wordsAboutWhatWasNotLostAreNothing(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId here = TestSteps.thread(OWNER, "Here");
      ConversationId never = TestSteps.thread(OWNER, "Never");
      TestPerson eve = cast.external(here, "Eve");
      cast.as(eve)
          .call(
              new SessionCommand.Purged(
                  List.of(here, never, ConversationId.parse("c_0000000000001"))));
      assertThat(
              SERVER
                  .database()
                  .execute(
                      "delete from device_purge where session = ?", eve.tokens().session().value()))
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isForThoseWhoRunTheWorkspace(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Mine");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson mia = cast.member("Mia");
      refused(ErrorCode.NOT_ALLOWED, () -> purges(cast.as(mia), eve, thread));
      refused(ErrorCode.NOT_FOUND, () -> purges(cast.as(eve), eve, thread));
      refused(
          ErrorCode.NOT_FOUND,
          () -> purges(cast.as(OWNER), eve, ConversationId.parse("c_0000000000001")));
    }
  }

  private static DevicePurges purges(TestDoor by, TestPerson person, ConversationId thread) {
    return by.call(new LedgerCommand.Purges(WORKSPACE, person.account(), thread));
  }

  private static Map<String, PurgeState> states(DevicePurges purges) {
    return purges.devices().stream()
        .collect(Collectors.toMap(each -> each.session().toString(), DevicePurge::state));
  }
}
