package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results of commands about policies. */
public sealed interface PolicyResult extends Result {

  /**
   * The policies.
   *
   * @param policies as the reader may see them
   */
  @JsonTypeName("policies")
  record Policies(PolicyView policies) implements PolicyResult {}

  /**
   * They are set.
   *
   * @param policies as they are now
   * @param receipt the proof, if something is stricter than it was
   */
  @JsonTypeName("policies_set")
  record PoliciesSet(PolicyView policies, Optional<Receipt> receipt) implements PolicyResult {}

  /**
   * Who is in against the policies.
   *
   * @param grants how many times one external is in one conversation against them
   * @param people how many externals that is
   * @param conversations in how many conversations
   * @param excepted how many more are exceptions
   * @param invitations how many open invitations are worth nothing under them
   * @param counts of a workspace, how many externals there are beside its quotas; nobody is put out
   *     because there are more than may be
   * @param first some of the grants, 50 at most, in the order of the people's ids
   */
  @JsonTypeName("policy_plan")
  record PolicyPlan(
      int grants,
      int people,
      int conversations,
      int excepted,
      int invitations,
      Optional<ExternalCounts> counts,
      List<BrokenGrant> first)
      implements PolicyResult {

    /** Copies the list. */
    public PolicyPlan {
      first = List.copyOf(first);
    }
  }

  /**
   * A grant that is against the policies.
   *
   * @param person which external
   * @param conversation where
   * @param why the policy that it is against
   * @param until when it ends by itself
   * @param latest the latest end that the policies let it have, if it is only too long
   */
  record BrokenGrant(
      AccountId person,
      ConversationId conversation,
      PolicyKey why,
      Optional<Instant> until,
      Optional<Instant> latest) {}

  /**
   * The policies are applied.
   *
   * @param ended how many times one external lost one conversation
   * @param dated how many times one has another end in one conversation now
   * @param excepted how many exceptions stay
   * @param receipt the proof, if something ended or ends sooner; names 500 sessions at most
   */
  @JsonTypeName("policies_enforced")
  record PoliciesEnforced(int ended, int dated, int excepted, Optional<Receipt> receipt)
      implements PolicyResult {}
}
