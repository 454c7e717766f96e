package io.drawbridge.server.workspace;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.WorkspaceResult.WorkspaceCreated;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AccountRules;
import io.drawbridge.server.account.link.SeatStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.create}: makes another workspace, for those who manage one of this server
 * already, so that a guest cannot settle in.
 */
final class CreateWorkspace implements Handler<WorkspaceCommand.Create, WorkspaceCreated> {
  /** Workspaces in which one account has a seat and may still make another. */
  static final int WORKSPACES_MAX = 50;

  private final Database database;
  private final MakeWorkspace make;
  private final Changes changes;
  private final SeatStore seats = new SeatStore();

  CreateWorkspace(Database database, MakeWorkspace make, Changes changes) {
    this.database = database;
    this.make = make;
    this.changes = changes;
  }

  @Override
  public CompletionStage<Answer<WorkspaceCreated>> handle(
      Caller caller, WorkspaceCommand.Create command) {
    List<SeatStore.Seat> held = database.query(handle -> seats.of(handle, caller.account()));
    AccountRules.createWorkspace(held.stream().map(seat -> seat.view().role()).toList()).require();
    if (held.size() >= WORKSPACES_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "workspaces: %d (limit: %d)".formatted(held.size(), WORKSPACES_MAX));
    }
    return make.make(
            command.name(),
            caller.account(),
            changes.request(caller, command, MakeWorkspace.Made.class),
            handle -> {
              // the owner is the caller
            })
        .thenApply(changed ->
            Answer.of(
                new Tag.Seat(DomainId.of(changed.value().workspace()), changed.epoch()),
                new WorkspaceCreated(
                    new WorkspaceView(
                        changed.value().workspace(), command.name(), WorkspaceRole.OWNER))));
  }
}
