package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.policy.PolicyView;
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
}
