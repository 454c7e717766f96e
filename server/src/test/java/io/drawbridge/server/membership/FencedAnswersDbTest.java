package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every command that takes something away is answered after its fence: beside a node that serves
 * and does not pay, each answer waits until that node is dead. No command says so itself; see
 * {@code LinkTally}.
 */
final class FencedAnswersDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final Caller owner = home.owner();
  private final Caller ben = HOUSE.member(home, "ben" + TestSteps.clientId() + "@home.example");
  private final ConversationId group = group();

  @BeforeEach
  void anotherNodeServes() {
    HOUSE.db.execute("insert into node (id) values ('deaf')");
  }

  @AfterEach
  void itDies() {
    HOUSE.db.execute("delete from node where id = 'deaf'");
  }

  @Test
  void promotionsAndAdditionsWaitForNobody() {
    tell(owner, new GroupCommand.SetRole(id(), group, ben.account(), ConversationRole.ADMIN));
    tell(owner, workspaceRole(WorkspaceRole.ADMIN));
    assertThat(openFences()).isZero();
  }

  @Test
  void demotionInAGroupWaits() {
    tell(owner, new GroupCommand.SetRole(id(), group, ben.account(), ConversationRole.ADMIN));
    assertWaits(
        owner, new GroupCommand.SetRole(id(), group, ben.account(), ConversationRole.MEMBER));
  }

  @Test
  void demotionInAWorkspaceWaits() {
    tell(owner, workspaceRole(WorkspaceRole.ADMIN));
    assertWaits(owner, workspaceRole(WorkspaceRole.MEMBER));
  }

  @Test
  void suspensionWaits() {
    assertWaits(
        owner,
        new WorkspaceCommand.Suspend(id(), home.workspace(), ben.account(), Optional.empty()));
  }

  @Test
  void removalOfAPersonWaits() {
    assertWaits(
        owner,
        new MemberCommand.Remove(
            id(),
            group,
            Optional.of(ben.account()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
  }

  @Test
  void removalOfAGroupWaits() {
    ConversationId thread =
        HOUSE
            .tell(
                owner,
                new ThreadCommand.Create(
                    id(),
                    Optional.of(home.workspace()),
                    "Thread",
                    List.of(),
                    List.of(group),
                    Optional.empty()))
            .conversation()
            .id();
    assertWaits(
        owner,
        new MemberCommand.Remove(
            id(),
            thread,
            Optional.empty(),
            Optional.of(group),
            Optional.empty(),
            false,
            Optional.empty()));
  }

  @Test
  void departureWaits() {
    assertWaits(ben, new ConversationCommand.Leave(id(), group));
  }

  @Test
  void removalFromTheWorkspaceWaits() {
    assertWaits(owner, new WorkspaceCommand.RemoveMember(id(), home.workspace(), ben.account()));
  }

  /** G-29: for the change; what signs them out has a fence of its own behind it. */
  @Test
  void demotionToAnExternalWaits() {
    assertWaits(
        owner,
        new SeatCommand.Demote(
            id(),
            home.workspace(),
            ben.account(),
            List.of(new SeatCommand.Keep(group)),
            Optional.empty()));
  }

  @Test
  void departureFromTheWorkspaceWaits() {
    assertWaits(ben, new SeatCommand.Leave(id(), home.workspace(), Optional.empty()));
  }

  @Test
  void endOfABotWaits() {
    AccountId bot =
        HOUSE.tell(owner, new WorkspaceCommand.CreateBot(id(), home.workspace(), "Bot")).account();
    assertWaits(owner, new WorkspaceCommand.RevokeBot(id(), home.workspace(), bot));
  }

  private <C extends Command<R>, R extends Result> void assertWaits(Caller caller, C command) {
    CompletableFuture<R> answer = CompletableFuture.supplyAsync(() -> HOUSE.tell(caller, command));
    await().until(() -> openFences() == 1);
    assertThat(answer).isNotDone();
    itDies();
    assertThat(answer).succeedsWithin(20, TimeUnit.SECONDS);
    assertThat(openFences()).isZero();
  }

  /** For which this node has done its part and paid, and the other one has not. */
  private long openFences() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select count(*) from fence f
                    where f.scope = :scope and f.closed_at is null and exists (
                      select from fence_debt d
                      where d.scope = f.scope and d.epoch = f.epoch and d.paid_at is not null)
                    """)
                .bind("scope", home.workspace().value())
                .mapTo(Long.class)
                .one());
  }

  private static <C extends Command<R>, R extends Result> void tell(Caller caller, C command) {
    HOUSE.tell(caller, command);
  }

  private WorkspaceCommand.SetRole workspaceRole(WorkspaceRole role) {
    return new WorkspaceCommand.SetRole(id(), home.workspace(), ben.account(), role);
  }

  private ConversationId group() {
    return HOUSE
        .tell(
            owner,
            new GroupCommand.Create(
                id(), home.workspace(), "Group", Visibility.OPEN, List.of(ben.account())))
        .conversation()
        .id();
  }

  private static String id() {
    return TestSteps.clientId();
  }
}
