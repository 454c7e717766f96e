package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.policy.ExternalMentions;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.Setting;
import io.drawbridge.server.access.link.Sight;
import io.drawbridge.server.access.rules.Action.Invite;
import io.drawbridge.server.access.rules.Action.Post;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checks who sees whom where externals are kept apart (N-15), over all that there is to ask. */
class SightRulesTest {
  private static final List<AccountId> PEOPLE = List.of(new AccountId(1), new AccountId(2));
  private static final Policies APART =
      Policies.of(Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false));

  private interface Question {
    void of(boolean apart, AccountId one, boolean member, AccountId other, boolean otherMember);
  }

  private static void everything(Question question) {
    for (boolean apart : RuleCases.booleans()) {
      for (AccountId one : PEOPLE) {
        for (AccountId other : PEOPLE) {
          for (boolean member : RuleCases.booleans()) {
            for (boolean otherMember : RuleCases.booleans()) {
              if (!one.equals(other) || member == otherMember) {
                question.of(apart, one, member, other, otherMember);
              }
            }
          }
        }
      }
    }
  }

  /** Nothing but another external is hidden, and from nobody but an external, and only there. */
  @Test
  void anExternalDoesNotSeeAnotherWhereTheyAreKeptApart() {
    everything((apart, one, member, other, otherMember) -> {
      Set<String> reasons = Set.of("apart " + apart, "reader " + !member, "other " + !otherMember);
      boolean hidden =
          reasons.equals(Set.of("apart true", "reader true", "other true")) && !one.equals(other);
      assertThat(Sight.sees(apart, one, member, other, otherMember)).isEqualTo(!hidden);
    });
  }

  /** Who does not see somebody is not seen by them: nobody is watched unawares. */
  @Test
  void sightIsMutual() {
    everything((apart, one, member, other, otherMember) ->
        assertThat(Sight.sees(apart, one, member, other, otherMember))
            .isEqualTo(Sight.sees(apart, other, otherMember, one, member)));
  }

  /** Who sees everybody sees each; a stricter policy or a lost seat shows nobody more. */
  @Test
  void strictnessShowsNobodyMore() {
    everything((apart, one, member, other, otherMember) -> {
      boolean sees = Sight.sees(apart, one, member, other, otherMember);
      assertThat(sees || !Sight.seesAll(apart, member)).isTrue();
      assertThat(sees || !Sight.sees(true, one, member, other, otherMember)).isTrue();
      assertThat(sees || !Sight.sees(apart, one, false, other, otherMember)).isTrue();
      assertThat(Sight.sees(apart, one, true, other, otherMember)).isTrue();
    });
    for (boolean apart : RuleCases.booleans()) {
      for (boolean member : RuleCases.booleans()) {
        assertThat(Sight.seesAll(apart, member)).isEqualTo(!apart || member);
      }
    }
  }

  /** What would show whose it is, or count it, is left to members: threads, pins, suggestions. */
  @Test
  void externalsLeaveNothingThatOthersWouldFind() {
    Policies open = Policies.of(Setting.value(PolicyKey.EXTERNAL_MAY_SUGGEST, true));
    Policies apart =
        Policies.of(
            PolicyValues.NONE
                .flag(PolicyKey.EXTERNAL_MAY_SUGGEST, true)
                .flag(PolicyKey.EXTERNALS_SEE_EXTERNALS, false));
    Set<String> lost = new TreeSet<>();
    for (ConversationFacts what : AccessRulesTest.conversations()) {
      for (Standing who : AccessRulesTest.standings()) {
        for (Action action : AccessRulesTest.ACTIONS) {
          boolean before = allowed(who, TestPolicies.under(open, what), action);
          boolean after = allowed(who, TestPolicies.under(apart, what), action);
          assertThat(after && !before).as("%s %s", who, action).isFalse();
          if (before != after) {
            assertThat(who.external()).as("%s %s", who, action).isTrue();
            lost.add(action.toString());
          }
        }
      }
    }
    assertThat(lost)
        .containsExactlyInAnyOrder(
            Post.PIN.toString(), Invite.SUGGEST.toString(), Invite.START_THREAD_WITHIN.toString());
  }

  private static boolean allowed(Standing who, ConversationFacts what, Action action) {
    return AccessRules.decide(who, what, action) instanceof Allowed;
  }

  /** D4: the third value counts those whom an external does not see. */
  @Test
  void whomExternalsMentionIsAQuestionOfThePolicy() {
    for (ConversationFacts what : AccessRulesTest.conversations()) {
      assertThat(SightRules.apart(TestPolicies.under(APART, what))).isTrue();
      assertThat(SightRules.apart(TestPolicies.under(Policies.DEFAULTS, what))).isFalse();
      for (ExternalMentions mentions : EnumSet.allOf(ExternalMentions.class)) {
        Policies policies = Policies.of(PolicyValues.NONE.externalMentions(mentions));
        assertThat(SightRules.mentionsUnseen(TestPolicies.under(policies, what)))
            .isEqualTo(mentions == ExternalMentions.ALL_OF_CONVERSATION);
      }
    }
  }
}
