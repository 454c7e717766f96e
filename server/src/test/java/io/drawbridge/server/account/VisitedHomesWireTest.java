package io.drawbridge.server.account;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.VisitedWorkspace;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult.Me;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One account in several organisations: the list of homes is the person's own (HCL-29, G-2). */
final class VisitedHomesWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId HOME = TestSteps.workspace(OWNER);
  private static final WorkspaceId EAST = made("East");
  private static final WorkspaceId WEST = made("West");

  private static WorkspaceId made(String name) {
    return OWNER.call(new WorkspaceCommand.Create(clientId(), name)).workspace().workspace();
  }

  private static ConversationId thread(WorkspaceId home) {
    return OWNER
        .call(
            new ThreadCommand.Create(
                clientId(), Optional.of(home), "Talk", List.of(), List.of(), Optional.empty()))
        .conversation()
        .id();
  }

  private static void join(TestPerson person, ConversationId conversation) {
    var invitation =
        OWNER.call(Adding.email(conversation, person.email()).command()).invitation().orElseThrow();
    person.call(new InvitationCommand.Accept(clientId(), invitation));
  }

  private static Me me(TestCast cast, TestPerson person) {
    return cast.as(person).call(new AccountCommand.Me());
  }

  /** A member of one, from outside in two: where the last access ended it is gone. */
  @ParameterizedTest
  @EnumSource
  void whoLivesInThreeWorkspacesFindsThemAll(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId first = thread(EAST);
      ConversationId second = thread(EAST);
      ConversationId west = thread(WEST);
      join(ben, first);
      join(ben, second);
      assertThat(me(cast, ben).visiting()).containsExactly(new VisitedWorkspace(EAST, "East"));
      join(ben, west);
      Me me = me(cast, ben);
      assertThat(me.workspaces()).extracting(WorkspaceView::workspace).containsExactly(HOME);
      assertThat(me.visiting())
          .containsExactly(new VisitedWorkspace(EAST, "East"), new VisitedWorkspace(WEST, "West"));

      TestSteps.remove(OWNER, first, ben.account());
      assertThat(me(cast, ben).visiting()).hasSize(2);
      TestSteps.remove(OWNER, second, ben.account());
      assertThat(me(cast, ben).visiting()).containsExactly(new VisitedWorkspace(WEST, "West"));
      OWNER.call(new WorkspaceCommand.Suspend(clientId(), WEST, ben.account(), Optional.empty()));
      assertThat(me(cast, ben).visiting()).isEmpty();
      assertThat(me(cast, ben).workspaces()).hasSize(1);
      OWNER.call(new WorkspaceCommand.Unsuspend(clientId(), WEST, ben.account()));
      assertThat(me(cast, ben).visiting()).hasSize(1);
    }
  }

  /** An invitation is no home yet, and members of a workspace do not visit it. */
  @ParameterizedTest
  @EnumSource
  void invitationShowsNoHome(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(thread(EAST), "Eve");
      OWNER.call(Adding.email(thread(WEST), eve.email()).command());
      Me me = me(cast, eve);
      assertThat(me.workspaces()).isEmpty();
      assertThat(me.visiting()).containsExactly(new VisitedWorkspace(EAST, "East"));
      assertThat(me(cast, OWNER).visiting()).isEmpty();
    }
  }
}
