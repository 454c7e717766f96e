package io.drawbridge.client.api;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SeatResult;
import io.drawbridge.protocol.result.WorkspaceResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about workspaces and their bots. */
public final class Workspaces {

  private final Commands commands;

  Workspaces(Commands commands) {
    this.commands = commands;
  }

  /** Makes a workspace. */
  public CompletableFuture<WorkspaceResult.WorkspaceCreated> create(String name) {
    return commands.call(new WorkspaceCommand.Create(commands.nextClientId(), name));
  }

  /** Lists a page of its members. */
  public CompletableFuture<WorkspaceResult.WorkspaceMembers> members(
      WorkspaceId workspace, Optional<AccountId> after) {
    return commands.call(new WorkspaceCommand.ListMembers(workspace, after, Optional.empty()));
  }

  /** Lists a page of the externals in its conversations; for admins. */
  public CompletableFuture<WorkspaceResult.WorkspaceExternals> externals(
      WorkspaceId workspace, Optional<String> after) {
    return commands.call(new WorkspaceCommand.ListExternals(workspace, after, Optional.empty()));
  }

  /** Invites the owner of an address as a member or an admin. */
  public CompletableFuture<Done> invite(WorkspaceId workspace, String email, WorkspaceRole role) {
    return commands.call(
        new WorkspaceCommand.Invite(
            commands.nextClientId(), workspace, email, role, Optional.empty()));
  }

  /** Lists a page of the invitations to become a member that nobody has answered. */
  public CompletableFuture<WorkspaceResult.WorkspaceInvitations> invitations(
      WorkspaceId workspace, Optional<InvitationId> after) {
    return commands.call(new WorkspaceCommand.ListInvitations(workspace, after, Optional.empty()));
  }

  /** Mails an invitation to become a member again. */
  public CompletableFuture<Done> resendInvitation(InvitationId invitation) {
    return commands.call(
        new WorkspaceCommand.ResendInvitation(commands.nextClientId(), invitation));
  }

  /** Takes an invitation to become a member back. */
  public CompletableFuture<Done> withdrawInvitation(InvitationId invitation) {
    return commands.call(
        new WorkspaceCommand.WithdrawInvitation(commands.nextClientId(), invitation));
  }

  /** Changes what somebody may do. */
  public CompletableFuture<Done> role(WorkspaceId workspace, AccountId person, WorkspaceRole role) {
    return commands.call(
        new WorkspaceCommand.SetRole(commands.nextClientId(), workspace, person, role));
  }

  /** Takes a member out, and out of all its conversations. */
  public CompletableFuture<Receipt> removeMember(WorkspaceId workspace, AccountId person) {
    return commands.call(
        new WorkspaceCommand.RemoveMember(commands.nextClientId(), workspace, person));
  }

  /** Makes an external of a member, who stays where this says. */
  public CompletableFuture<SeatResult.Demoted> demote(
      WorkspaceId workspace, AccountId person, List<Keep> keep) {
    return commands.call(
        new SeatCommand.Demote(commands.nextClientId(), workspace, person, keep, Optional.empty()));
  }

  /** Tells what that would do, and what there is to keep. */
  public CompletableFuture<SeatResult.DemotionPreview> previewDemote(
      WorkspaceId workspace, AccountId person, List<Keep> keep) {
    return commands.call(new SeatCommand.PreviewDemote(workspace, person, keep));
  }

  /** Invites an external to become a member. */
  public CompletableFuture<Done> promote(WorkspaceId workspace, AccountId person) {
    return commands.call(
        new SeatCommand.Promote(
            commands.nextClientId(), workspace, person, Optional.empty(), Optional.empty()));
  }

  /** Erases what it knows of somebody who is no member; what they wrote stays, or is deleted. */
  public CompletableFuture<SeatResult.PersonErased> erase(
      WorkspaceId workspace, AccountId person, boolean deleteMessages) {
    return commands.call(
        new SeatCommand.ErasePerson(
            commands.nextClientId(), workspace, person, deleteMessages, Optional.empty()));
  }

  /** Tells what that would end and delete. */
  public CompletableFuture<SeatResult.ErasurePreview> previewErase(
      WorkspaceId workspace, AccountId person) {
    return commands.call(new SeatCommand.PreviewErase(workspace, person));
  }

  /** Leaves it, as a member or as an external. */
  public CompletableFuture<Receipt> leave(WorkspaceId workspace) {
    return commands.call(
        new SeatCommand.Leave(commands.nextClientId(), workspace, Optional.empty()));
  }

  /** Leaves it as its owner, and makes somebody else one. */
  public CompletableFuture<Receipt> leave(WorkspaceId workspace, AccountId successor) {
    return commands.call(
        new SeatCommand.Leave(commands.nextClientId(), workspace, Optional.of(successor)));
  }

  /** Suspends somebody. */
  public CompletableFuture<Receipt> suspend(
      WorkspaceId workspace, AccountId person, String reason) {
    return commands.call(
        new WorkspaceCommand.Suspend(
            commands.nextClientId(), workspace, person, Optional.of(reason)));
  }

  /** Ends a suspension. */
  public CompletableFuture<Done> unsuspend(WorkspaceId workspace, AccountId person) {
    return commands.call(
        new WorkspaceCommand.Unsuspend(commands.nextClientId(), workspace, person));
  }

  /** Suspends the owner of an address, be there an account or not. */
  public CompletableFuture<Receipt> suspendAddress(
      WorkspaceId workspace, String email, String reason) {
    return commands.call(
        new WorkspaceCommand.SuspendAddress(
            commands.nextClientId(), workspace, email, Optional.of(reason)));
  }

  /** Ends the suspension of an address. */
  public CompletableFuture<Done> unsuspendAddress(WorkspaceId workspace, String email) {
    return commands.call(
        new WorkspaceCommand.UnsuspendAddress(commands.nextClientId(), workspace, email));
  }

  /** Signs a member out everywhere. */
  public CompletableFuture<Receipt> endSessions(WorkspaceId workspace, AccountId person) {
    return commands.call(
        new WorkspaceCommand.EndSessions(commands.nextClientId(), workspace, person));
  }

  /** Makes a bot; the answer shows its token this once. */
  public CompletableFuture<WorkspaceResult.BotCreated> createBot(
      WorkspaceId workspace, String name) {
    return commands.call(new WorkspaceCommand.CreateBot(commands.nextClientId(), workspace, name));
  }

  /** Makes a bot whose token, and what it opened, ends after this many days. */
  public CompletableFuture<WorkspaceResult.BotCreated> createBot(
      WorkspaceId workspace, String name, int expiresInDays) {
    return commands.call(
        new WorkspaceCommand.CreateBot(
            commands.nextClientId(), workspace, name, Optional.of(expiresInDays)));
  }

  /** Gives a bot a new token, shown this once; the old one and its sessions end. */
  public CompletableFuture<WorkspaceResult.BotCreated> rotateBotToken(
      WorkspaceId workspace, AccountId bot, Optional<Integer> expiresInDays) {
    return commands.call(
        new WorkspaceCommand.RotateBotToken(
            commands.nextClientId(), workspace, bot, expiresInDays));
  }

  /** Ends a bot. */
  public CompletableFuture<Receipt> revokeBot(WorkspaceId workspace, AccountId bot) {
    return commands.call(new WorkspaceCommand.RevokeBot(commands.nextClientId(), workspace, bot));
  }
}
