package io.drawbridge.server.workspace;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes a workspace with its owner. The rows come first, since a lane locks what is there; a
 * workspace whose first change fails is taken back.
 */
final class MakeWorkspace {
  private final Database database;
  private final Changes changes;
  private final Ids ids;
  private final WorkspaceStore store;

  MakeWorkspace(Database database, Changes changes, Ids ids, WorkspaceStore store) {
    this.database = database;
    this.changes = changes;
    this.ids = ids;
    this.store = store;
  }

  /** The workspace that was made, now or by an earlier attempt of the same command. */
  record Made(WorkspaceId workspace) {}

  /** {@code before} runs in the change, ahead of the seat: it makes or proves the owner. */
  CompletionStage<Changed<Made>> make(
      String name, AccountId owner, ChangeRequest<Made> request, Consumer<Handle> before) {
    WorkspaceId workspace = new WorkspaceId(ids.next());
    database.write(handle -> {
      store.insert(handle, workspace, name);
      return workspace;
    });
    return changes
        .run(
            DomainId.of(workspace),
            request,
            tx -> {
              before.accept(tx.handle());
              tx.memberships().seat(tx.at(), owner, WorkspaceRole.OWNER);
              return new Made(workspace);
            })
        .whenComplete((changed, failure) -> dropIfUnused(workspace, changed));
  }

  private void dropIfUnused(WorkspaceId workspace, @Nullable Changed<Made> changed) {
    if (changed == null || !changed.value().workspace().equals(workspace)) {
      database.write(handle -> {
        store.dropUntouched(handle, workspace);
        return workspace;
      });
    }
  }
}
