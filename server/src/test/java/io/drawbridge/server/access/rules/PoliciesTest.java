package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.rules.Action.Invite;
import io.drawbridge.server.access.rules.Decision.Allowed;
import io.drawbridge.server.access.rules.Policies.ExternalDm;
import io.drawbridge.server.access.rules.Policies.ExternalInvite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks the answers of the rules under every policy (D1, D7, D9, TS-13). */
class PoliciesTest {
  private interface Check {
    void of(Standing who, ConversationFacts what, Policies policies);
  }

  private static void everywhere(Check check) {
    for (Policies policies : TestPolicies.all()) {
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        ConversationFacts under = TestPolicies.under(policies, what);
        for (Standing who : AccessRulesTest.standings()) {
          check.of(who, under, policies);
        }
      }
    }
  }

  private static boolean allowed(Standing who, ConversationFacts what, Action action) {
    return AccessRules.decide(who, what, action) instanceof Allowed;
  }

  @Test
  void stricterPolicyGivesNobodyARight() {
    List<String> given = new ArrayList<>();
    for (Policies lax : TestPolicies.all()) {
      for (Policies strict : TestPolicies.all()) {
        if (TestPolicies.asStrict(strict, lax)) {
          collectGiven(lax, strict, given);
        }
      }
    }
    assertThat(given).isEmpty();
  }

  private static void collectGiven(Policies lax, Policies strict, List<String> given) {
    for (ConversationFacts what : AccessRulesTest.conversations()) {
      ConversationFacts open = TestPolicies.under(lax, what);
      ConversationFacts shut = TestPolicies.under(strict, what);
      for (Standing who : AccessRulesTest.standings()) {
        for (Action action : AccessRulesTest.ACTIONS) {
          if (allowed(who, shut, action) && !allowed(who, open, action)) {
            given.add("%s: %s by %s".formatted(shut, action, who));
          }
        }
      }
    }
  }

  @Test
  void noPolicyLetsExternalsInviteOrAdminister() {
    everywhere((who, what, _) -> {
      if (who.external()) {
        for (Action action : AccessRulesTest.NEVER_EXTERNAL) {
          assertThat(allowed(who, what, action)).as("%s %s %s", who, what, action).isFalse();
        }
      }
    });
  }

  /** D1: the policy names who, and that they may add anybody at all is asked besides. */
  @Test
  void externalsAreBroughtInByWhomThePolicyNames() {
    everywhere((who, what, policies) -> {
      if (what.kind() != ConversationKind.DM) {
        boolean named =
            switch (policies.externalInvite()) {
              case OFF -> false;
              case ADMINS -> runsWorkspace(who);
              case CONVERSATION_ADMINS -> allowed(who, what, Action.Manage.CLOSE);
              case MEMBERS -> true;
            };
        assertThat(allowed(who, what, Invite.ADD_EXTERNAL))
            .isEqualTo(named && allowed(who, what, Invite.ADD_MEMBER));
      }
    });
  }

  /** D1, D7: nobody is an admin of a DM, so that its workspace's are asked. */
  @Test
  void dmsAdmitExternalsAsFarAsBothPoliciesLetThem() {
    everywhere((who, what, policies) -> {
      if (what.kind() == ConversationKind.DM && what.workspace().isPresent()) {
        boolean named =
            switch (policies.externalInvite()) {
              case OFF -> false;
              case ADMINS, CONVERSATION_ADMINS -> runsWorkspace(who);
              case MEMBERS -> true;
            };
        assertThat(allowed(who, what, Invite.ADMIT_TO_DM))
            .isEqualTo(
                named
                    && policies.externalDm() != ExternalDm.NONE
                    && who.hasPath()
                    && !who.suspended()
                    && !who.external()
                    && !what.closed());
      }
    });
  }

  /** D7, D9. */
  @Test
  void externalsStartWhatThePolicyLetsThemAndMembersAlways() {
    everywhere((who, what, policies) -> {
      boolean there = who.hasPath() && !who.suspended();
      assertThat(allowed(who, what, Invite.START_DM_WITHIN))
          .isEqualTo(
              there && (!who.external() || policies.externalDm() == ExternalDm.CO_PARTICIPANTS));
      assertThat(allowed(who, what, Invite.START_THREAD_WITHIN))
          .isEqualTo(
              there
                  && what.kind() == ConversationKind.GROUP
                  && !what.closed()
                  && (!who.external() || policies.externalStartThread()));
    });
  }

  /** A thread is as strict as its strictest group, whatever makes the group strict. */
  @Test
  void policyOfAGroupHoldsForItsThreads() {
    Standing member =
        new Standing(
            Optional.of(WorkspaceRole.MEMBER), true, ConversationRole.MEMBER, false, false);
    for (ConversationFacts what : AccessRulesTest.conversations()) {
      if (what.kind() == ConversationKind.GROUP) {
        for (Policies policies : TestPolicies.all()) {
          ConversationFacts group = TestPolicies.under(policies, what);
          assertThat(
                  AccessRules.shareWithExternals(List.of(new AccessRules.Recipient(member, group)))
                      instanceof Allowed)
              .isEqualTo(allowed(member, group, Invite.ADD_EXTERNAL));
        }
      }
    }
  }

  /** Section 7.2 of the decisions. */
  @Test
  void privateAndSecretGroupsAreClosedByDefault() {
    for (Visibility visibility : Visibility.values()) {
      assertThat(Policies.of(Optional.of(visibility)).externalInvite())
          .isEqualTo(
              visibility == Visibility.OPEN
                  ? ExternalInvite.MEMBERS
                  : ExternalInvite.CONVERSATION_ADMINS);
    }
    assertThat(Policies.of(Optional.empty())).isEqualTo(Policies.DEFAULTS);
  }

  private static boolean runsWorkspace(Standing who) {
    return who.seat().filter(role -> role != WorkspaceRole.MEMBER).isPresent();
  }
}
