package io.drawbridge.server.erase;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.result.SeatResult.ErasurePreview;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.external.SelectedGrantStore;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code workspace.preview_erase}: counts what {@code workspace.erase_person} would end and delete.
 */
final class PreviewErasure implements Handler<SeatCommand.PreviewErase, ErasurePreview> {
  private final AccessGate gate;
  private final Database database;
  private final Invitations invitations;
  private final JoinEnds joins;
  private final PrivilegedReads reads;
  private final SelectedGrantStore grants = new SelectedGrantStore();
  private final ErasureStore store = new ErasureStore();

  PreviewErasure(
      AccessGate gate,
      Database database,
      Invitations invitations,
      JoinEnds joins,
      PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.invitations = invitations;
    this.joins = joins;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<ErasurePreview>> handle(
      Caller caller, SeatCommand.PreviewErase command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.ERASE);
    reads.note(caller, command.type(), command.workspace(), Optional.of(command.person()));
    return CompletableFuture.completedStage(
        database.read(snapshot -> preview(snapshot, permit, command)));
  }

  private Answer<ErasurePreview> preview(
      Handle snapshot, WorkspacePermit permit, SeatCommand.PreviewErase command) {
    store.requireOutside(snapshot, permit.domain(), command.person());
    ExternalSelection all = new ExternalSelection.OfPerson(command.person());
    ErasureStore.Left left = store.left(snapshot, permit.domain(), command.person());
    return Answer.of(
        new Tag.Admin(permit.domain(), left.epoch()),
        new ErasurePreview(
            grants.count(snapshot, permit.domain(), all).grants(),
            invitations.count(snapshot, permit.domain(), all),
            joins.count(snapshot, permit.domain(), all).requests(),
            left.messages(),
            left.suspended()));
  }
}
