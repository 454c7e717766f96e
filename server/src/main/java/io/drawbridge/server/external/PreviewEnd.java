package io.drawbridge.server.external;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.result.ExternalResult.ExternalsToEnd;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.guest.Guests;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code external.preview_end}: tells what {@code external.end} would end, by the statements that
 * end it (N-5, N-11).
 */
final class PreviewEnd implements Handler<ExternalCommand.PreviewEnd, ExternalsToEnd> {
  private static final int FIRST_MAX = 50;

  private final AccessGate gate;
  private final Database database;
  private final Invitations invitations;
  private final JoinEnds joins;
  private final SelectedGrantStore selected = new SelectedGrantStore();
  private final ExternalGrantStore grants = new ExternalGrantStore();
  private final Guests guests = new Guests();

  PreviewEnd(AccessGate gate, Database database, Invitations invitations, JoinEnds joins) {
    this.gate = gate;
    this.database = database;
    this.invitations = invitations;
    this.joins = joins;
  }

  @Override
  public CompletionStage<Answer<ExternalsToEnd>> handle(
      Caller caller, ExternalCommand.PreviewEnd command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), EndExternals.right(caller, command.which()));
    return CompletableFuture.completedStage(
        database.read(handle -> preview(handle, caller, permit, command)));
  }

  private Answer<ExternalsToEnd> preview(
      Handle snapshot, Caller caller, WorkspacePermit permit, ExternalCommand.PreviewEnd command) {
    SelectedGrantStore.Counts counts = selected.count(snapshot, permit.domain(), command.which());
    ExternalGrantStore.Page page =
        grants.selected(snapshot, permit.domain(), caller.account(), command.which(), FIRST_MAX);
    JoinEnds.Counts joining = joins.count(snapshot, permit.domain(), command.which());
    Guests.Counts guests = this.guests.count(snapshot, permit.domain(), command.which());
    return Answer.of(
        new Tag.Seat(permit.domain(), page.epoch()),
        new ExternalsToEnd(
            counts.grants(),
            invitations.count(snapshot, permit.domain(), command.which()) + guests.invitations(),
            joining.links(),
            joining.requests(),
            counts.people() + guests.nowhere(),
            counts.conversations(),
            page.grants()));
  }
}
