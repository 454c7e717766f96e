package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.protocol.people.QuotaUse;
import io.drawbridge.protocol.policy.PolicyKey;
import java.util.Optional;

/**
 * The part of {@link AccessRules} about how many externals a workspace may have (G-23, D11). A
 * change is judged by what it makes of their number: one that makes it grow beyond a quota is
 * refused, so nobody is put out by a quota that was lowered, and who is invited comes in.
 */
public final class QuotaRules {
  private QuotaRules() {}

  /** Returns the class of an external who is in, or invited to, this many conversations. */
  public static Optional<ExternalClass> classOf(int conversations) {
    return switch (conversations) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(ExternalClass.SINGLE);
      default -> Optional.of(ExternalClass.MULTI);
    };
  }

  /** Returns whether there is a quota that refuses anybody. */
  public static boolean bound(Policies policies) {
    return policies.number(PolicyKey.QUOTA_SINGLE_MAX).isPresent()
        || policies.number(PolicyKey.QUOTA_SINGLE_PER_MEMBER).isPresent()
        || policies.number(PolicyKey.QUOTA_MULTI_MAX).isPresent()
        || policies.number(PolicyKey.QUOTA_EXTERNAL_MAX).isPresent();
  }

  /**
   * Decides whether the number of externals may become another.
   *
   * @param told whether who asks may know how many there are
   */
  public static Decision grow(
      Policies policies, ExternalCount before, ExternalCount after, boolean told) {
    ExternalCounts was = beside(policies, before);
    ExternalCounts would = beside(policies, after);
    if (beyond(was.single(), would.single())) {
      return Why.noRoom(told, "of one conversation", was.single());
    }
    if (beyond(was.multi(), would.multi())) {
      return Why.noRoom(told, "of several conversations", was.multi());
    }
    return beyond(was.all(), would.all())
        ? Why.noRoom(told, "of the workspace", was.all())
        : Decision.ALLOWED;
  }

  private static boolean beyond(QuotaUse before, QuotaUse after) {
    return after.used() > before.used() && after.max().filter(it -> after.used() > it).isPresent();
  }

  /** Returns the numbers beside their quotas. */
  public static ExternalCounts beside(Policies policies, ExternalCount count) {
    Optional<Integer> ofMembers =
        policies
            .number(PolicyKey.QUOTA_SINGLE_PER_MEMBER)
            .map(each -> Math.multiplyExact(each, count.members()));
    return new ExternalCounts(
        QuotaUse.of(
            count.single(),
            policies.number(PolicyKey.QUOTA_SINGLE_SOFT),
            least(policies.number(PolicyKey.QUOTA_SINGLE_MAX), ofMembers)),
        QuotaUse.of(
            count.multi(),
            policies.number(PolicyKey.QUOTA_MULTI_SOFT),
            policies.number(PolicyKey.QUOTA_MULTI_MAX)),
        QuotaUse.of(
            count.all(),
            policies.number(PolicyKey.QUOTA_EXTERNAL_SOFT),
            policies.number(PolicyKey.QUOTA_EXTERNAL_MAX)),
        count.members());
  }

  private static Optional<Integer> least(Optional<Integer> one, Optional<Integer> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(Math.min(one.get(), other.get()))
        : one.or(() -> other);
  }
}
