package io.drawbridge.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Leak43, O2: to open a direct message with somebody one may not name asks one thing, whether or
 * not there is such a person.
 */
final class LeakHiddenWorkDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  @Test
  void leak43HiddenPersonCostsWhatAnAbsentOneCosts() {
    TestHouse.Home home = HOUSE.workspace("Home");
    TestHouse.Home other = HOUSE.workspace("Other");
    for (int i = 0; i < 3; i++) {
      HOUSE.tell(
          other.owner(),
          new GroupCommand.Create(
              TestSteps.clientId(), other.workspace(), "Group", Visibility.SECRET, List.of()));
    }
    AccountId hidden = other.owner().account();
    AccountId absent = new AccountId(HOUSE.db.ids().next());
    for (Optional<WorkspaceId> where :
        List.of(Optional.<WorkspaceId>empty(), Optional.of(home.workspace()))) {
      // Once beforehand, so that the server remembers of the caller what it can.
      var _ = asked(home.owner(), absent, where);
      List<String> asked = asked(home.owner(), hidden, where);
      // Whether one of them blocked the caller, and who they are.
      assertThat(asked).hasSize(2).isEqualTo(asked(home.owner(), absent, where));
    }
  }

  /** The statements of the command alone: the clock's own are recognised by what they ask. */
  private static List<String> asked(
      Caller caller, AccountId named, Optional<WorkspaceId> workspace) {
    HOUSE.recorded.visits();
    DmCommand.Open open =
        new DmCommand.Open(TestSteps.clientId(), workspace, List.of(named), Optional.empty());
    assertThatThrownBy(() -> HOUSE.tell(caller, open))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
    return HOUSE.recorded.visits().stream()
        .flatMap(visit -> visit.stream().skip(1))
        .filter(sql -> !sql.contains("select distinct domain"))
        .toList();
  }
}
