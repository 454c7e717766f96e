package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.Done;
import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.protocol.frame.WorkspaceCommand;
import io.drawbridge.protocol.frame.WorkspaceResult;
import io.drawbridge.protocol.frame.WorkspaceRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about workspaces and their bots. */
public final class Workspaces {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Workspaces(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** Makes a workspace. */
  public CompletableFuture<WorkspaceResult.WorkspaceCreated> create(String name) {
    return caller.call(new WorkspaceCommand.Create(ids.get(), name));
  }

  /** A page of its members. */
  public CompletableFuture<WorkspaceResult.WorkspaceMembers> members(
      WorkspaceId workspace, Optional<AccountId> after) {
    return caller.call(new WorkspaceCommand.ListMembers(workspace, after, Optional.empty()));
  }

  /** A page of the externals in its conversations; for admins. */
  public CompletableFuture<WorkspaceResult.WorkspaceExternals> externals(
      WorkspaceId workspace, Optional<String> after) {
    return caller.call(new WorkspaceCommand.ListExternals(workspace, after, Optional.empty()));
  }

  /** Invites the owner of an address as a member or an admin. */
  public CompletableFuture<Done> invite(WorkspaceId workspace, String email, WorkspaceRole role) {
    return caller.call(
        new WorkspaceCommand.Invite(ids.get(), workspace, email, role, Optional.empty()));
  }

  /** A page of the invitations to become a member that nobody has answered. */
  public CompletableFuture<WorkspaceResult.WorkspaceInvitations> invitations(
      WorkspaceId workspace, Optional<InvitationId> after) {
    return caller.call(new WorkspaceCommand.ListInvitations(workspace, after, Optional.empty()));
  }

  /** Mails an invitation to become a member again. */
  public CompletableFuture<Done> resendInvitation(InvitationId invitation) {
    return caller.call(new WorkspaceCommand.ResendInvitation(ids.get(), invitation));
  }

  /** Takes an invitation to become a member back. */
  public CompletableFuture<Done> withdrawInvitation(InvitationId invitation) {
    return caller.call(new WorkspaceCommand.WithdrawInvitation(ids.get(), invitation));
  }

  /** Changes what somebody may do. */
  public CompletableFuture<Done> role(WorkspaceId workspace, AccountId person, WorkspaceRole role) {
    return caller.call(new WorkspaceCommand.SetRole(ids.get(), workspace, person, role));
  }

  /** Takes a member out, and out of all its conversations. */
  public CompletableFuture<Receipt> removeMember(WorkspaceId workspace, AccountId person) {
    return caller.call(new WorkspaceCommand.RemoveMember(ids.get(), workspace, person));
  }

  /** Suspends somebody. */
  public CompletableFuture<Receipt> suspend(
      WorkspaceId workspace, AccountId person, String reason) {
    return caller.call(
        new WorkspaceCommand.Suspend(ids.get(), workspace, person, Optional.of(reason)));
  }

  /** Ends a suspension. */
  public CompletableFuture<Done> unsuspend(WorkspaceId workspace, AccountId person) {
    return caller.call(new WorkspaceCommand.Unsuspend(ids.get(), workspace, person));
  }

  /** Suspends the owner of an address, be there an account or not. */
  public CompletableFuture<Receipt> suspendAddress(
      WorkspaceId workspace, String email, String reason) {
    return caller.call(
        new WorkspaceCommand.SuspendAddress(ids.get(), workspace, email, Optional.of(reason)));
  }

  /** Ends the suspension of an address. */
  public CompletableFuture<Done> unsuspendAddress(WorkspaceId workspace, String email) {
    return caller.call(new WorkspaceCommand.UnsuspendAddress(ids.get(), workspace, email));
  }

  /** Signs a member out everywhere. */
  public CompletableFuture<Receipt> endSessions(WorkspaceId workspace, AccountId person) {
    return caller.call(new WorkspaceCommand.EndSessions(ids.get(), workspace, person));
  }

  /** Makes a bot; the answer shows its token this once. */
  public CompletableFuture<WorkspaceResult.BotCreated> createBot(
      WorkspaceId workspace, String name) {
    return caller.call(new WorkspaceCommand.CreateBot(ids.get(), workspace, name));
  }

  /** Makes a bot whose token, and what it opened, ends after so many days. */
  public CompletableFuture<WorkspaceResult.BotCreated> createBot(
      WorkspaceId workspace, String name, int expiresInDays) {
    return caller.call(
        new WorkspaceCommand.CreateBot(ids.get(), workspace, name, Optional.of(expiresInDays)));
  }

  /** Gives a bot a new token, shown this once; the old one and its sessions end. */
  public CompletableFuture<WorkspaceResult.BotCreated> rotateBotToken(
      WorkspaceId workspace, AccountId bot, Optional<Integer> expiresInDays) {
    return caller.call(
        new WorkspaceCommand.RotateBotToken(ids.get(), workspace, bot, expiresInDays));
  }

  /** Ends a bot. */
  public CompletableFuture<Receipt> revokeBot(WorkspaceId workspace, AccountId bot) {
    return caller.call(new WorkspaceCommand.RevokeBot(ids.get(), workspace, bot));
  }
}
