package io.drawbridge.client.api;

import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.PolicyResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about the policies of workspaces and conversations. */
public final class Policies {

  private final Commands commands;

  Policies(Commands commands) {
    this.commands = commands;
  }

  /** Shows the policies of a workspace. */
  public CompletableFuture<PolicyResult.Policies> show(WorkspaceId workspace) {
    return commands.call(new PolicyCommand.Show(Optional.of(workspace), Optional.empty()));
  }

  /** Shows the policies of a conversation. */
  public CompletableFuture<PolicyResult.Policies> show(ConversationId conversation) {
    return commands.call(new PolicyCommand.Show(Optional.empty(), Optional.of(conversation)));
  }

  /** Sets policies of a workspace; what the values do not say stays. */
  public CompletableFuture<PolicyResult.PoliciesSet> set(
      WorkspaceId workspace, PolicyValues values) {
    return set(Optional.of(workspace), Optional.empty(), values, List.of());
  }

  /** Sets policies of a conversation, as strict as its workspace or stricter. */
  public CompletableFuture<PolicyResult.PoliciesSet> set(
      ConversationId conversation, PolicyValues values) {
    return set(Optional.empty(), Optional.of(conversation), values, List.of());
  }

  /** Takes back what was set for a workspace: the defaults hold again. */
  public CompletableFuture<PolicyResult.PoliciesSet> reset(
      WorkspaceId workspace, PolicyKey... keys) {
    return set(Optional.of(workspace), Optional.empty(), PolicyValues.NONE, List.of(keys));
  }

  /** Takes back what was set for a conversation: its workspace's hold again. */
  public CompletableFuture<PolicyResult.PoliciesSet> reset(
      ConversationId conversation, PolicyKey... keys) {
    return set(Optional.empty(), Optional.of(conversation), PolicyValues.NONE, List.of(keys));
  }

  /** Names a member who brings externals in as admins do, or takes that back; for admins. */
  public CompletableFuture<PolicyResult.PoliciesSet> setInviter(
      WorkspaceId workspace, AccountId person, boolean named) {
    return commands.call(
        new PolicyCommand.SetInviter(commands.nextClientId(), workspace, person, named));
  }

  /** Tells which externals of a workspace would be against its policies if these were set. */
  public CompletableFuture<PolicyResult.PolicyPlan> plan(
      WorkspaceId workspace, PolicyValues values) {
    return commands.call(
        new PolicyCommand.Plan(Optional.of(workspace), Optional.empty(), values, List.of()));
  }

  /** The same of a conversation. */
  public CompletableFuture<PolicyResult.PolicyPlan> plan(
      ConversationId conversation, PolicyValues values) {
    return commands.call(
        new PolicyCommand.Plan(Optional.empty(), Optional.of(conversation), values, List.of()));
  }

  /**
   * Applies the policies in force to the externals who are in a workspace: now, or in some days.
   * Completes when nothing more leaves for those who lost access.
   */
  public CompletableFuture<PolicyResult.PoliciesEnforced> enforce(
      WorkspaceId workspace, Optional<Integer> inDays) {
    return enforce(Optional.of(workspace), Optional.empty(), inDays);
  }

  /** The same for a conversation. */
  public CompletableFuture<PolicyResult.PoliciesEnforced> enforce(
      ConversationId conversation, Optional<Integer> inDays) {
    return enforce(Optional.empty(), Optional.of(conversation), inDays);
  }

  private CompletableFuture<PolicyResult.PoliciesEnforced> enforce(
      Optional<WorkspaceId> workspace,
      Optional<ConversationId> conversation,
      Optional<Integer> inDays) {
    return commands.call(
        new PolicyCommand.Enforce(
            commands.nextClientId(), workspace, conversation, inDays, Optional.empty()));
  }

  private CompletableFuture<PolicyResult.PoliciesSet> set(
      Optional<WorkspaceId> workspace,
      Optional<ConversationId> conversation,
      PolicyValues values,
      List<PolicyKey> reset) {
    return commands.call(
        new PolicyCommand.Set(commands.nextClientId(), workspace, conversation, values, reset));
  }
}
