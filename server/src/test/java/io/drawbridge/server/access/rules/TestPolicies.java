package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.server.access.rules.Policies.ExternalDm;
import io.drawbridge.server.access.rules.Policies.ExternalInvite;
import java.util.ArrayList;
import java.util.List;

/** Every set of policies that a decision on a conversation can depend on. */
final class TestPolicies {
  private TestPolicies() {}

  static List<Policies> all() {
    List<Policies> all = new ArrayList<>();
    for (ExternalInvite invite : ExternalInvite.values()) {
      for (ExternalDm dm : ExternalDm.values()) {
        for (boolean startThread : AccessRulesTest.booleans()) {
          all.add(of(invite, dm, startThread));
        }
      }
    }
    return all;
  }

  static Policies of(ExternalInvite invite, ExternalDm dm, boolean startThread) {
    return new Policies(
        invite, dm, startThread, HistoryWindow.everything(), HistoryWindow.fromNow(), false);
  }

  static Policies memberInvite(boolean memberInvite) {
    return new Policies(
        ExternalInvite.MEMBERS,
        ExternalDm.CO_PARTICIPANTS,
        true,
        HistoryWindow.everything(),
        HistoryWindow.fromNow(),
        memberInvite);
  }

  /** Returns whether the first is nowhere laxer than the second. */
  static boolean asStrict(Policies one, Policies other) {
    return one.externalInvite().compareTo(other.externalInvite()) <= 0
        && one.externalDm().compareTo(other.externalDm()) <= 0
        && (!one.externalStartThread() || other.externalStartThread());
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
        policies);
  }
}
