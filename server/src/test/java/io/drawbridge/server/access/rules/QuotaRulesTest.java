package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.QuotaState;
import io.drawbridge.protocol.people.QuotaUse;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.access.rules.Decision.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks the quotas of externals and their classes (G-23, TS-4, TS-6, TS-7, TS-8, D11). */
final class QuotaRulesTest {
  private static final int MEMBERS = 3;

  private static ExternalCount count(int single, int multi) {
    return new ExternalCount(single, multi, MEMBERS);
  }

  private static Policies quota(PolicyKey key, int value) {
    return Policies.of(PolicyValues.NONE.number(key, value));
  }

  private static boolean refused(Policies policies, ExternalCount before, ExternalCount after) {
    return QuotaRules.grow(policies, before, after, false) instanceof Refused;
  }

  /** TS-4, TS-8. */
  @Test
  void classIsCountedByConversations() {
    assertThat(QuotaRules.classOf(0)).isEmpty();
    assertThat(QuotaRules.classOf(1)).contains(ExternalClass.SINGLE);
    assertThat(QuotaRules.classOf(2)).contains(ExternalClass.MULTI);
    assertThat(QuotaRules.classOf(9)).contains(ExternalClass.MULTI);
  }

  @Test
  void onePlaceMoreChangesTheClassOfWhoHadNoneOrOne() {
    assertThat(count(3, 1).withOneMore(0)).isEqualTo(count(4, 1));
    assertThat(count(3, 1).withOneMore(1)).isEqualTo(count(2, 2));
    assertThat(count(3, 1).withOneMore(2)).isEqualTo(count(3, 1));
  }

  /** GLUE-17, TS-6. */
  @Test
  void withoutAQuotaThereIsRoomForAnyNumber() {
    assertThat(QuotaRules.bound(Policies.DEFAULTS)).isFalse();
    assertThat(refused(Policies.DEFAULTS, count(0, 0), count(1_000_000, 1_000_000))).isFalse();
  }

  @Test
  void eachQuotaRefusesGrowthOfItsOwnNumberAlone() {
    Policies single = quota(PolicyKey.QUOTA_SINGLE_MAX, 2);
    assertThat(refused(single, count(1, 9), count(2, 9))).isFalse();
    assertThat(refused(single, count(2, 9), count(3, 9))).isTrue();
    assertThat(refused(single, count(2, 9), count(1, 10))).as("becomes multi").isFalse();
    Policies multi = quota(PolicyKey.QUOTA_MULTI_MAX, 0);
    assertThat(refused(multi, count(4, 0), count(5, 0))).isFalse();
    assertThat(refused(multi, count(4, 0), count(3, 1))).isTrue();
    Policies all = quota(PolicyKey.QUOTA_EXTERNAL_MAX, 4);
    assertThat(refused(all, count(3, 1), count(2, 2))).as("nobody is new").isFalse();
    assertThat(refused(all, count(3, 1), count(4, 1))).isTrue();
  }

  /** TS-7: as many as members, or as the least of both quotas says. */
  @Test
  void quotaCanGrowWithTheMembers() {
    Policies each = quota(PolicyKey.QUOTA_SINGLE_PER_MEMBER, 2);
    assertThat(QuotaRules.bound(each)).isTrue();
    assertThat(refused(each, count(5, 0), count(6, 0))).isFalse();
    assertThat(refused(each, count(6, 0), count(7, 0))).isTrue();
    Policies both = Policies.of(each.values().number(PolicyKey.QUOTA_SINGLE_MAX, 4));
    assertThat(QuotaRules.beside(both, count(1, 0)).single().max()).contains(4);
    assertThat(QuotaRules.beside(each, count(1, 0)).single().max()).contains(6);
  }

  /** A quota that was lowered puts nobody out, and lets nobody else in. */
  @Test
  void moreThanMayBeStayAndNobodyComes() {
    Policies lowered = quota(PolicyKey.QUOTA_SINGLE_MAX, 1);
    assertThat(refused(lowered, count(5, 0), count(5, 0))).isFalse();
    assertThat(refused(lowered, count(5, 0), count(4, 0))).isFalse();
    assertThat(refused(lowered, count(5, 0), count(6, 0))).isTrue();
    assertThat(QuotaRules.beside(lowered, count(5, 0)).single().state())
        .isEqualTo(QuotaState.EXCEEDED);
  }

  @Test
  void softQuotaWarnsAndRefusesNobody() {
    Policies soft = quota(PolicyKey.QUOTA_MULTI_SOFT, 1);
    assertThat(QuotaRules.bound(soft)).isFalse();
    assertThat(QuotaRules.beside(soft, count(0, 1)).multi().state()).isEqualTo(QuotaState.WITHIN);
    assertThat(QuotaRules.beside(soft, count(0, 2)).multi().state()).isEqualTo(QuotaState.WARNING);
    assertThat(QuotaUse.of(3, Optional.of(1), Optional.of(3)).state())
        .isEqualTo(QuotaState.REACHED);
  }

  @Test
  void figuresAreForThoseWhoMayKnowThem() {
    Policies single = quota(PolicyKey.QUOTA_SINGLE_MAX, 7);
    Refused told = (Refused) QuotaRules.grow(single, count(7, 0), count(8, 0), true);
    Refused untold = (Refused) QuotaRules.grow(single, count(7, 0), count(8, 0), false);
    assertThat(told.code()).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(untold.code()).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(told.why()).contains("of one conversation: 7 (limit: 7)");
    assertThat(untold.why()).doesNotContain("7").doesNotContain("one conversation");
  }
}
