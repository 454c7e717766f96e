package io.drawbridge.server.workspace;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.WorkspaceInvitationView;
import io.drawbridge.protocol.result.WorkspaceResult.WorkspaceInvitations;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.seat.SeatInvitationJudge;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.Stored;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code workspace.invitations}: lists the invitations to become a member that nobody has answered,
 * all for the workspace's admins, their own for other members.
 */
final class ListSeatInvitations
    implements Handler<WorkspaceCommand.ListInvitations, WorkspaceInvitations> {
  private final AccessGate gate;
  private final Database database;
  private final WorkspaceStore workspaces;
  private final WorkspaceInvitationStore store;
  private final SeatInvitationJudge judge;

  ListSeatInvitations(
      AccessGate gate,
      Database database,
      WorkspaceStore workspaces,
      WorkspaceInvitationStore store,
      SeatInvitationJudge judge) {
    this.gate = gate;
    this.database = database;
    this.workspaces = workspaces;
    this.store = store;
    this.judge = judge;
  }

  @Override
  public CompletionStage<Answer<WorkspaceInvitations>> handle(
      Caller caller, WorkspaceCommand.ListInvitations command) {
    gate.workspace(caller, command.workspace(), WorkspaceAction.SEE_INVITATIONS);
    return CompletableFuture.completedStage(
        database.read(handle -> page(handle, caller.account(), command)));
  }

  private Answer<WorkspaceInvitations> page(
      Handle snapshot, AccountId reader, WorkspaceCommand.ListInvitations command) {
    WorkspaceId workspace = command.workspace();
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    List<Stored> rows =
        store.unanswered(
            snapshot,
            workspace,
            managesAll(snapshot, reader, workspace) ? Optional.empty() : Optional.of(reader),
            command.after().map(InvitationId::value).orElse(0L),
            limit + 1);
    List<WorkspaceInvitationView> shown =
        rows.stream().limit(limit).map(row -> view(snapshot, row)).toList();
    DomainId domain = new DomainId(workspace.value());
    return Answer.of(
        new Tag.Seat(domain, EpochStore.of(snapshot, domain)),
        new WorkspaceInvitations(shown, rows.size() > limit));
  }

  private boolean managesAll(Handle snapshot, AccountId reader, WorkspaceId workspace) {
    return gate.decide(
            snapshot, reader, workspace, WorkspaceAction.MANAGE_INVITATIONS, Optional.empty())
        .equals(Decision.ALLOWED);
  }

  private WorkspaceInvitationView view(Handle snapshot, Stored invitation) {
    boolean seated =
        workspaces.seat(snapshot, invitation.workspace(), invitation.inviter()).isPresent();
    return new WorkspaceInvitationView(
        invitation.id(),
        invitation.email().value(),
        invitation.role(),
        invitation.asGuest().isPresent(),
        new Person(
            invitation.inviter(), invitation.inviterName(), !seated, invitation.inviterBot()),
        judge.state(snapshot, invitation),
        invitation.createdAt(),
        invitation.expiresAt());
  }
}
