package io.drawbridge.server.access.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks who is let in at once, and who approves, under every approval policy (G-26). */
class ApprovalRulesTest {
  private static final Standing MEMBER =
      new Standing(Optional.of(WorkspaceRole.MEMBER), true, ConversationRole.MEMBER, false, false);
  private static final Standing NAMED =
      new Standing(
          Optional.of(WorkspaceRole.MEMBER), true, ConversationRole.MEMBER, false, false, true);

  private interface Check {
    void of(Standing who, ConversationFacts what, ExternalApproval approval);
  }

  private static void everywhere(Check check) {
    for (ExternalApproval approval : ExternalApproval.values()) {
      for (ConversationFacts what : AccessRulesTest.conversations()) {
        for (Standing who : AccessRulesTest.standings()) {
          check.of(who, under(approval, what), approval);
        }
      }
    }
  }

  private static ConversationFacts under(ExternalApproval approval, ConversationFacts what) {
    return TestPolicies.under(
        Policies.of(
            Setting.values(
                Map.of(
                    PolicyKey.EXTERNAL_APPROVAL,
                    approval,
                    PolicyKey.EXTERNAL_MAIL_DOMAINS_APPROVED,
                    List.of("trusted.example")))),
        what);
  }

  private static boolean enters(Standing who, ConversationFacts what, Optional<String> domain) {
    return ApprovalRules.enter(who, what, List.of(), domain) instanceof Allowed;
  }

  private static boolean approves(Standing who, ConversationFacts what) {
    return AccessRules.decide(who, what, Action.Manage.APPROVE_EXTERNAL) instanceof Allowed;
  }

  private static boolean runs(Standing who) {
    return who.seat().filter(role -> role != WorkspaceRole.MEMBER).isPresent();
  }

  @Test
  void whoMayApproveLetsInAtOnceAndNobodyElseDoes() {
    everywhere((who, what, approval) -> {
      if (who.suspended() || !who.hasPath()) {
        return;
      }
      boolean own = approval == ExternalApproval.OFF || approves(who, what);
      assertThat(enters(who, what, Optional.of("other.example"))).isEqualTo(own);
      assertThat(enters(who, what, Optional.empty())).isEqualTo(own);
      assertThat(enters(who, what, Optional.of("trusted.example"))).isTrue();
    });
  }

  @Test
  void adminsApproveEverywhereAndManagersWhereItIsLeftToThem() {
    everywhere((who, what, approval) -> {
      boolean manager =
          AccessRules.decide(who, what, Action.Manage.LOCK) instanceof Allowed && who.hasPath();
      boolean left = approval != ExternalApproval.ADMINS;
      assertThat(approves(who, what))
          .isEqualTo(!who.suspended() && (runs(who) || (manager && left)));
    });
  }

  /** HCL-5: whom the workspace names brings in as admins do, and approves nothing. */
  @Test
  void namedInviterLetsInAtOnceAndApprovesNothing() {
    for (ConversationFacts what : AccessRulesTest.conversations()) {
      ConversationFacts under = under(ExternalApproval.ADMINS, what);
      assertThat(enters(NAMED, under, Optional.empty())).isTrue();
      assertThat(approves(NAMED, under)).isFalse();
    }
  }

  /** A thread waits where one of its groups would, and is approved by who manages each of them. */
  @Test
  void threadIsAsStrictAsItsStrictestGroup() {
    ConversationFacts thread =
        AccessRulesTest.conversations().stream()
            .filter(it -> it.kind() == ConversationKind.THREAD && !it.closed())
            .findFirst()
            .orElseThrow();
    ConversationFacts group =
        AccessRulesTest.conversations().stream()
            .filter(it -> it.kind() == ConversationKind.GROUP && !it.closed())
            .findFirst()
            .orElseThrow();
    Standing starter =
        new Standing(Optional.of(WorkspaceRole.MEMBER), true, ConversationRole.MEMBER, false, true);
    ConversationFacts strict = under(ExternalApproval.CONVERSATION_ADMINS, thread);
    List<Recipient> groups =
        List.of(new Recipient(MEMBER, under(ExternalApproval.CONVERSATION_ADMINS, group)));
    assertThat(enters(starter, strict, Optional.empty())).isTrue();
    assertThat(ApprovalRules.enter(starter, strict, groups, Optional.empty()))
        .isEqualTo(Why.NEEDS_APPROVAL);
    assertThat(ApprovalRules.approve(starter, groups)).isEqualTo(Why.NOT_WORKSPACE_ADMIN);
    assertThat(ApprovalRules.approve(starter, List.of())).isEqualTo(Decision.ALLOWED);
  }

  /** Nobody is let in by a join link past those who approve (HAP-1). */
  @Test
  void joinLinkAtOnceAndApprovingRequestsTakeWhoMayApprove() {
    everywhere((who, what, approval) -> {
      for (Action.Invite action : List.of(Action.Invite.OFFER_ENTRY, Action.Invite.APPROVE_JOIN)) {
        if (AccessRules.decide(who, what, action) instanceof Allowed) {
          assertThat(enters(who, what, Optional.empty())).isTrue();
        }
      }
    });
  }
}
