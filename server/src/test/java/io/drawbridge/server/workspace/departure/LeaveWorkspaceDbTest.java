package io.drawbridge.server.workspace.departure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Members and externals leave a workspace by themselves (7.10). */
final class LeaveWorkspaceDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final Staff staff = new Staff(HOUSE);

  private ErrorCode refused(Caller person, WorkspaceId workspace, Optional<AccountId> successor) {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () -> HOUSE.tell(person, new SeatCommand.Leave(Staff.id(), workspace, successor)));
    assertThat(failure).as("it was done").isNotNull();
    return failure.code();
  }

  @Test
  void memberLosesEverythingOfItAndASeatBringsNothingBack() {
    Caller ben = staff.member("ben");
    ConversationId group = staff.group(ben);
    staff.thread(List.of(group));
    staff.leave(ben);
    assertThat(staff.seen(ben)).isEmpty();
    assertThat(staff.seated(ben)).isFalse();
    assertThat(
            staff.count(
                "select count(*) from link where person = ? and end_reason = 'left'",
                ben.account().value()))
        .isEqualTo(2);
    HOUSE.seat(staff.home.workspace(), ben, WorkspaceRole.MEMBER);
    assertThat(staff.seen(ben)).isEmpty();
  }

  @Test
  void externalLosesAllTheirGrantsThereAndNothingElsewhere() {
    Staff other = new Staff(HOUSE);
    String address = "eve" + Staff.id() + "@other.example";
    Caller eve = HOUSE.person(address);
    ConversationId here = staff.thread(List.of());
    ConversationId too = staff.group();
    ConversationId elsewhere = other.thread(List.of());
    staff.accept(staff.owner, Adding.email(here, address).command(), eve);
    staff.accept(staff.owner, Adding.email(too, address).command(), eve);
    other.accept(other.owner, Adding.email(elsewhere, address).command(), eve);
    HOUSE.tell(staff.owner, Adding.email(staff.thread(List.of()), address).command());
    staff.leave(eve);
    assertThat(staff.seen(eve)).isEmpty();
    assertThat(other.seen(eve)).containsOnlyKeys(elsewhere);
    assertThat(
            staff.count("select count(*) from external_places(?)", staff.home.workspace().value()))
        .isZero();
  }

  @Test
  void lastOwnerNamesASuccessorFirst() {
    Caller ben = staff.member("ben");
    WorkspaceId home = staff.home.workspace();
    assertThat(refused(staff.owner, home, Optional.empty())).isEqualTo(ErrorCode.CONFLICT);
    assertThat(refused(staff.owner, home, Optional.of(staff.owner.account())))
        .isEqualTo(ErrorCode.CONFLICT);
    Caller eve = HOUSE.person("eve" + Staff.id() + "@other.example");
    assertThat(refused(staff.owner, home, Optional.of(eve.account())))
        .isEqualTo(ErrorCode.NOT_FOUND);
    HOUSE.tell(staff.owner, new SeatCommand.Leave(Staff.id(), home, Optional.of(ben.account())));
    assertThat(staff.seated(staff.owner)).isFalse();
    assertThat(
            staff.count(
                "select count(*) from held_seat where domain = ? and person = ? and role = 'owner'",
                home.value(),
                ben.account().value()))
        .isEqualTo(1);
  }

  /** Nobody gives more than they hold. */
  @Test
  void onlyAnOwnerNamesAnOwner() {
    Caller ben = staff.member("ben");
    Caller admin = staff.member("admin");
    HOUSE.seat(staff.home.workspace(), admin, WorkspaceRole.ADMIN);
    for (Caller each : List.of(ben, admin)) {
      assertThat(refused(each, staff.home.workspace(), Optional.of(ben.account())))
          .isEqualTo(ErrorCode.NOT_ALLOWED);
      assertThat(staff.seated(each)).isTrue();
    }
  }

  /** What is not theirs is as what does not exist. */
  @Test
  void strangersCannotTellAWorkspaceFromNone() {
    Caller eve = HOUSE.person("eve" + Staff.id() + "@other.example");
    assertThat(refused(eve, staff.home.workspace(), Optional.empty()))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(eve, new WorkspaceId(424242), Optional.empty()))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(eve, staff.home.workspace(), Optional.of(staff.owner.account())))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(work(eve, staff.home.workspace())).isEqualTo(work(eve, new WorkspaceId(424242)));
  }

  /** What the refusal asked the database, but for what runs by the clock. */
  private List<List<String>> work(Caller person, WorkspaceId workspace) {
    HOUSE.recorded.visits();
    refused(person, workspace, Optional.empty());
    List<List<String>> asked =
        HOUSE.recorded.visits().stream()
            .filter(visit -> visit.stream().anyMatch(sql -> sql.contains("a.kind = 'bot' as bot")))
            .toList();
    assertThat(asked).isNotEmpty();
    return asked;
  }
}
