package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.rules.Action.Manage;
import io.drawbridge.server.access.rules.Action.Post;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Walks every action of everybody in a backstage (N-16). */
final class BackstageRulesTest {
  private static List<Standing> everybody() {
    List<Standing> all = new ArrayList<>();
    for (Optional<WorkspaceRole> seat : RuleCases.seats()) {
      for (ConversationRole role : ConversationRole.values()) {
        for (boolean path : RuleCases.booleans()) {
          for (boolean suspended : RuleCases.booleans()) {
            for (boolean starter : RuleCases.booleans()) {
              all.add(new Standing(seat, path, role, suspended, starter));
            }
          }
        }
      }
    }
    return all;
  }

  private static ConversationFacts backstage(ConversationFacts of) {
    return new ConversationFacts(
        of.id(),
        of.domain(),
        of.workspace(),
        ConversationKind.THREAD,
        of.name(),
        Optional.empty(),
        of.closed(),
        of.detailsLocked(),
        of.repliesLocked(),
        of.starter(),
        of.policies(),
        true);
  }

  private static List<ConversationFacts> threads() {
    return AccessRulesTest.conversations().stream()
        .filter(it -> it.kind() == ConversationKind.THREAD)
        .toList();
  }

  @Test
  void toWhoeverIsNoMemberInItThereIsNone() {
    for (ConversationFacts thread : threads()) {
      for (Standing who : everybody()) {
        if (who.external() || !who.hasPath() || who.suspended()) {
          for (Action action : AccessRulesTest.ACTIONS) {
            assertThat(code(who, backstage(thread), action))
                .as("%s %s", who, action)
                .contains(ErrorCode.NOT_FOUND);
          }
        }
      }
    }
  }

  @Test
  void membersReadAndWriteAsInFrontAndChangeNothing() {
    for (ConversationFacts thread : threads()) {
      for (Standing who : everybody()) {
        if (!who.external() && who.hasPath() && !who.suspended()) {
          for (Action action : AccessRulesTest.ACTIONS) {
            boolean content = action instanceof Action.Read || action instanceof Post;
            // Who started it comes with the role of an admin, if that counts in front.
            Standing there =
                new Standing(who.seat(), true, who.role(), false, false, who.inviter());
            assertThat(code(who, backstage(thread), action))
                .as("%s %s", who, action)
                .isEqualTo(
                    content ? code(there, thread, action) : Optional.of(ErrorCode.NOT_ALLOWED));
          }
        }
      }
    }
  }

  @Test
  void onlyMembersOpenOneAndNotInADm() {
    for (ConversationFacts what : AccessRulesTest.conversations()) {
      for (Standing who : everybody()) {
        boolean may =
            !who.suspended()
                && who.hasPath()
                && !who.external()
                && what.kind() != ConversationKind.DM;
        assertThat(AccessRules.decide(who, what, Manage.OPEN_BACKSTAGE) instanceof Allowed)
            .as("%s %s", who, what)
            .isEqualTo(may);
      }
    }
  }

  private static Optional<ErrorCode> code(Standing who, ConversationFacts what, Action action) {
    return RuleCases.code(AccessRules.decide(who, what, action));
  }
}
