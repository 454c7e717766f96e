package io.drawbridge.server.workspace.policy;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.PolicyView;
import io.drawbridge.protocol.result.PolicyResult.Policies;
import io.drawbridge.protocol.result.PolicyResult.PoliciesSet;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.PolicyGate;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.config.AuditDays;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.Change;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code policy.set}: sets policies of a workspace, or stricter ones of a conversation. It is a
 * change of the domain as any other; when it is answered, nothing is decided by the old ones.
 */
final class SetPolicy implements Handler<PolicyCommand.Set, PoliciesSet> {
  private final AccessGate gate;
  private final PolicyGate policies;
  private final Changes changes;
  private final AuditDays auditDays;

  SetPolicy(AccessGate gate, PolicyGate policies, Changes changes, AuditDays auditDays) {
    this.gate = gate;
    this.policies = policies;
    this.changes = changes;
    this.auditDays = auditDays;
  }

  @Override
  public CompletionStage<Answer<PoliciesSet>> handle(Caller caller, PolicyCommand.Set command) {
    return command
        .conversation()
        .map(conversation -> ofConversation(caller, command, conversation))
        .orElseGet(() -> ofWorkspace(caller, command, command.workspace().orElseThrow()));
  }

  private CompletionStage<Answer<PoliciesSet>> ofWorkspace(
      Caller caller, PolicyCommand.Set command, WorkspaceId workspace) {
    WorkspacePermit permit = gate.workspace(caller, workspace, WorkspaceAction.SET_POLICIES);
    command.values().auditKeepDays().ifPresent(this::requireBounds);
    return run(
        permit,
        command,
        tx -> new Policies(policies.set(tx.at(), permit, command.values(), command.reset())));
  }

  /** The operator says within which bounds a workspace chooses. */
  private void requireBounds(int days) {
    if (!auditDays.lets(days)) {
      throw Failure.invalid(
          "audit_keep_days: %d (expected: %s)".formatted(days, auditDays.choice()));
    }
  }

  /** {@code policy.set_inviter}: one entry of a policy of the workspace (G-8, HCL-5). */
  CompletionStage<Answer<PoliciesSet>> inviter(Caller caller, PolicyCommand.SetInviter command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), WorkspaceAction.SET_POLICIES);
    return run(
        permit,
        command,
        tx ->
            new Policies(policies.setInviter(tx.at(), permit, command.person(), command.named())));
  }

  private CompletionStage<Answer<PoliciesSet>> ofConversation(
      Caller caller, PolicyCommand.Set command, ConversationId conversation) {
    ManagePermit permit =
        gate.manage(caller, conversation, Action.Manage.SET_POLICY, Optional.empty());
    return run(permit, command, tx -> set(tx, permit, command));
  }

  /** Those in the conversation hear that it is not as it was. */
  private Policies set(ChangeTransaction tx, ManagePermit permit, PolicyCommand.Set command) {
    PolicyView now = policies.set(tx.at(), permit, command.values(), command.reset());
    if (!tx.at().tally().policies().isEmpty()) {
      tx.event(
          permit.conversation().id(),
          EventKind.CHANGED,
          permit.caller().account(),
          Optional.empty());
    }
    return new Policies(now);
  }

  private <C extends Command<PoliciesSet> & Mutation> CompletionStage<Answer<PoliciesSet>> run(
      Permit permit, C command, Change<Policies> change) {
    return changes
        .run(permit, command, Policies.class, change)
        .thenApply(
            changed -> Answer.own(new PoliciesSet(changed.value().policies(), changed.receipt())));
  }
}
