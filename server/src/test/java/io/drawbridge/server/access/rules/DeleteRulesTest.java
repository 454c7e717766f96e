package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.rules.Action.Manage;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Walks every input of the rule on who deletes a conversation (G-27). */
class DeleteRulesTest {
  /** The actions, and one more. */
  static Set<Action> and(Set<Action> actions, Action more) {
    Set<Action> all = new HashSet<>(actions);
    all.add(more);
    return all;
  }

  private static boolean allowed(Standing who, ConversationFacts what, Action action) {
    return AccessRules.decide(who, what, action) instanceof Allowed;
  }

  @Test
  void ownersDeleteEverywhereAndOthersWhatTheyManage() {
    for (Standing who : AccessRulesTest.standings()) {
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        boolean owns = who.seat().equals(Optional.of(WorkspaceRole.OWNER)) && !who.suspended();
        assertThat(allowed(who, what, Manage.DELETE))
            .as("%s %s", who, what)
            .isEqualTo(owns || allowed(who, what, Manage.CLOSE));
      }
    }
  }
}
