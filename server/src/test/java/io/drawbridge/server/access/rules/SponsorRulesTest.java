package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules say who names the one who answers for externals, and who can be that one (N-12). */
final class SponsorRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Those who may end their part, and the one who answers for them, wherever they are. */
  @Test
  void answersWhoMayEndTheirPartAndTheSponsor() {
    for (Standing who : AccessRulesTest.standings()) {
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        Decision others = SponsorRules.answerFor(who, what, false);
        assertThat(others).isEqualTo(AccessRules.decide(who, what, Action.Remove.REMOVE_EXTERNAL));
        boolean sponsor = SponsorRules.answerFor(who, what, true) instanceof Allowed;
        assertThat(sponsor)
            .isEqualTo(others instanceof Allowed || (!who.external() && !who.suspended()));
        if (!who.hasPath() && !AccessRules.knows(who, what) && !who.seesEpochs()) {
          assertThat(RuleCases.code(others)).contains(ErrorCode.NOT_FOUND);
        }
      }
    }
  }

  @Test
  void successorIsThereAndMayBringExternalsInIfItWereOpen() {
    for (Standing who : AccessRulesTest.standings()) {
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        Decision decision = SponsorRules.succeed(who, what, List.of());
        boolean brings =
            AccessRules.bringExternal(who, what.reopened(), List.of()) instanceof Allowed;
        assertThat(decision instanceof Allowed)
            .isEqualTo(brings && who.hasPath() && !who.external());
        assertThat(decision).isIn(Decision.ALLOWED, Why.NO_SPONSOR);
      }
    }
  }

  @Test
  void datesAreThePoliciesFromNow() {
    ConversationFacts plain = AccessRulesTest.conversations().getFirst();
    ConversationFacts strict =
        TestPolicies.under(
            Policies.of(
                PolicyValues.NONE
                    .number(PolicyKey.ORPHAN_GRACE_DAYS, 0)
                    .number(PolicyKey.CONFIRM_DAYS, 30)),
            plain);
    ConversationFacts usual = TestPolicies.under(Policies.DEFAULTS, plain);
    assertThat(SponsorRules.orphanedUntil(usual, NOW)).isEqualTo(NOW.plus(Duration.ofDays(7)));
    assertThat(SponsorRules.orphanedUntil(strict, NOW)).isEqualTo(NOW);
    assertThat(SponsorRules.confirmBy(usual, NOW)).isEmpty();
    Instant latest = NOW.plus(Duration.ofDays(30));
    assertThat(SponsorRules.confirmBy(strict, NOW)).contains(latest);
    assertThat(SponsorRules.unconfirmed(usual, Optional.empty(), NOW)).isFalse();
    assertThat(SponsorRules.unconfirmed(strict, Optional.empty(), NOW)).isTrue();
    assertThat(SponsorRules.unconfirmed(strict, Optional.of(latest), NOW)).isFalse();
    assertThat(SponsorRules.unconfirmed(strict, Optional.of(latest.plusSeconds(1)), NOW)).isTrue();
  }
}
