package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.policy.ExternalDm;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every set of policies that a decision on a conversation can depend on. */
final class TestPolicies {
  private TestPolicies() {}

  static List<Policies> all() {
    List<Policies> all = new ArrayList<>();
    for (ExternalInvite invite : ExternalInvite.values()) {
      for (ExternalDm dm : ExternalDm.values()) {
        for (boolean startThread : RuleCases.booleans()) {
          for (boolean enabled : RuleCases.booleans()) {
            all.add(
                Policies.of(
                    Setting.values(
                        Map.of(
                            PolicyKey.EXTERNAL_INVITE, invite,
                            PolicyKey.EXTERNAL_DM, dm,
                            PolicyKey.EXTERNAL_START_THREAD, startThread,
                            PolicyKey.EXTERNALS_ENABLED, enabled))));
          }
        }
      }
    }
    return all;
  }

  static Policies memberInvite(boolean memberInvite) {
    return Policies.of(Setting.value(PolicyKey.MEMBER_INVITE, memberInvite));
  }

  /** Returns whether the first is nowhere laxer than the second. */
  static boolean asStrict(Policies one, Policies other) {
    return one.externalInvite().compareTo(other.externalInvite()) <= 0
        && one.externalDm().compareTo(other.externalDm()) <= 0
        && (!one.externalStartThread() || other.externalStartThread())
        && (!one.externalsEnabled() || other.externalsEnabled());
  }

  static ConversationFacts under(Policies policies, ConversationFacts what) {
    return new ConversationFacts(
        what.id(),
        what.domain(),
        what.workspace(),
        what.kind(),
        what.name(),
        what.visibility(),
        what.closed(),
        what.detailsLocked(),
        what.repliesLocked(),
        what.starter(),
        policies,
        false);
  }
}
