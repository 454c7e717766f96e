package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Walks what {@link AccessRules} say about workspaces and accounts (TS-10, Leak145).
 *
 * <p>Shows GLUE-32, HCL-51.
 */
class WorkspaceRulesTest {
  /** The actions that every member may take. */
  private static final Set<WorkspaceAction> EVERYBODYS =
      Set.of(
          WorkspaceAction.SEE_DIRECTORY,
          WorkspaceAction.CREATE_GROUP,
          WorkspaceAction.CREATE_THREAD,
          WorkspaceAction.OPEN_DM,
          WorkspaceAction.INVITE_GUEST,
          WorkspaceAction.SEE_INVITATIONS,
          WorkspaceAction.SEE_POLICIES,
          WorkspaceAction.END_OWN_EXTERNALS,
          WorkspaceAction.ANSWER_FOR_EXTERNALS,
          WorkspaceAction.KEEP_OWN_BOT,
          WorkspaceAction.LEAVE);

  @Test
  void workspaceActionsNeedASeatAndAdministrationARole() {
    for (boolean memberInvite : RuleCases.booleans()) {
      for (WorkspaceAction action : WorkspaceAction.values()) {
        for (Optional<WorkspaceRole> seat : RuleCases.seats()) {
          for (boolean suspended : RuleCases.booleans()) {
            Decision decision =
                AccessRules.decide(
                    new WorkspaceStanding(seat, suspended, false),
                    TestPolicies.memberInvite(memberInvite),
                    action);
            if (seat.isEmpty() || suspended) {
              assertThat(RuleCases.code(decision)).contains(ErrorCode.NOT_FOUND);
            } else {
              boolean everybodys =
                  EVERYBODYS.contains(action)
                      || (memberInvite && action == WorkspaceAction.INVITE_MEMBER);
              boolean runs =
                  switch (action) {
                    case EXPORT, HOLD -> seat.get() == WorkspaceRole.OWNER;
                    // by a policy that is not set here
                    case EXPORT_PRIVATE -> false;
                    default -> seat.get() != WorkspaceRole.MEMBER;
                  };
              assertThat(decision instanceof Allowed).isEqualTo(everybodys || runs);
            }
          }
        }
      }
    }
  }

  @Test
  void nobodyGrantsMoreThanTheyHoldAndOnlyOwnersTouchOwners() {
    for (WorkspaceRole actor : WorkspaceRole.values()) {
      for (Optional<WorkspaceRole> now : RuleCases.seats()) {
        for (Optional<WorkspaceRole> then : RuleCases.seats()) {
          boolean owns = actor == WorkspaceRole.OWNER;
          boolean concernsOwner = concerns(now, then, WorkspaceRole.OWNER);
          boolean concernsAdmin = concerns(now, then, WorkspaceRole.ADMIN);
          boolean may =
              owns || (!concernsOwner && (actor == WorkspaceRole.ADMIN || !concernsAdmin));
          for (WorkspaceAction action : WorkspaceAction.values()) {
            assertThat(decideOn(actor, now, false, action, then) instanceof Allowed).isEqualTo(may);
          }
        }
      }
    }
  }

  private static boolean concerns(
      Optional<WorkspaceRole> now, Optional<WorkspaceRole> then, WorkspaceRole role) {
    return now.equals(Optional.of(role)) || then.equals(Optional.of(role));
  }

  /** Leak145. Whether somebody without a seat is a bot is nobody's business. */
  @Test
  void aBotStaysAMember() {
    for (WorkspaceAction action : WorkspaceAction.values()) {
      for (WorkspaceRole then : WorkspaceRole.values()) {
        Optional<WorkspaceRole> role = Optional.of(then);
        Optional<WorkspaceRole> seat = Optional.of(WorkspaceRole.MEMBER);
        assertThat(decideOn(WorkspaceRole.OWNER, seat, true, action, role) instanceof Allowed)
            .isEqualTo(action != WorkspaceAction.SET_ROLE && action != WorkspaceAction.DEMOTE);
        assertThat(decideOn(WorkspaceRole.OWNER, Optional.empty(), true, action, role))
            .isEqualTo(Decision.ALLOWED);
      }
    }
  }

  /** G-29, 7.10: who has nothing there cannot tell it from what does not exist. */
  @Test
  void membersAndGuestsLeaveAndBotsDoNot() {
    for (Optional<WorkspaceRole> seat : RuleCases.seats()) {
      for (boolean suspended : RuleCases.booleans()) {
        for (boolean guest : RuleCases.booleans()) {
          Decision leaves = leave(new WorkspaceStanding(seat, suspended, false), guest);
          boolean may = !suspended && (seat.isPresent() || guest);
          assertThat(leaves).isEqualTo(may ? Decision.ALLOWED : Decision.NOT_FOUND);
        }
      }
    }
    WorkspaceStanding bot = new WorkspaceStanding(Optional.of(WorkspaceRole.MEMBER), false, true);
    assertThat(RuleCases.code(leave(bot, false))).contains(ErrorCode.NOT_ALLOWED);
  }

  private static Decision leave(WorkspaceStanding who, boolean guest) {
    return AccountRules.leaveWorkspace(who, () -> guest);
  }

  private static Decision decideOn(
      WorkspaceRole actor,
      Optional<WorkspaceRole> now,
      boolean bot,
      WorkspaceAction action,
      Optional<WorkspaceRole> then) {
    return AccessRules.decideOn(
        new WorkspaceStanding(Optional.of(actor), false, false),
        new WorkspaceStanding(now, false, bot),
        action,
        then);
  }

  @Test
  void whoeverManagesAWorkspaceMakesAnother() {
    WorkspaceRole member = WorkspaceRole.MEMBER;
    assertThat(AccountRules.createWorkspace(List.of())).isNotEqualTo(Decision.ALLOWED);
    assertThat(AccountRules.createWorkspace(List.of(member, member)))
        .isNotEqualTo(Decision.ALLOWED);
    assertThat(AccountRules.createWorkspace(List.of(member, WorkspaceRole.ADMIN)))
        .isEqualTo(Decision.ALLOWED);
    assertThat(AccountRules.createWorkspace(List.of(WorkspaceRole.OWNER)))
        .isEqualTo(Decision.ALLOWED);
  }

  @Test
  void aRoleIsLoweredWhereLessCanBeDoneWithIt() {
    List<WorkspaceRole> rising =
        List.of(WorkspaceRole.MEMBER, WorkspaceRole.ADMIN, WorkspaceRole.OWNER);
    for (WorkspaceRole before : rising) {
      for (WorkspaceRole after : rising) {
        assertThat(AccessRules.lowers(before, after))
            .isEqualTo(rising.indexOf(after) < rising.indexOf(before));
      }
    }
  }

  @Test
  void aPasswordIsSetByAPersonWhoProvedTheirMailbox() {
    assertThat(AccountRules.setPassword(false)).isEqualTo(Decision.ALLOWED);
    assertThat(AccountRules.setPassword(true)).isNotEqualTo(Decision.ALLOWED);
    assertThat(AccountRules.actAsOwner(true)).isEqualTo(Decision.ALLOWED);
    assertThat(AccountRules.actAsOwner(false)).isNotEqualTo(Decision.ALLOWED);
    assertThat(AccountRules.acceptByLink(true)).isEqualTo(Decision.ALLOWED);
    assertThat(AccountRules.acceptByLink(false)).isNotEqualTo(Decision.ALLOWED);
  }
}
