package io.drawbridge.server.export;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditNote;
import io.drawbridge.server.delivery.audit.AuditNoteStore;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.export}: exports a workspace for one of its owners, part by part: what they
 * read, and the rest only where a policy says so, and then its people are told. Each part is
 * decided by the right of its moment, and each line of it judged as it leaves.
 */
final class ExportWorkspace {
  private final AccessGate gate;
  private final Platform platform;
  private final WorkspaceParts parts;
  private final AuditNoteStore notes;
  private final Sealing sealing;
  private final Runs runs;
  private final RunStore store = new RunStore();

  ExportWorkspace(AccessGate gate, Platform platform, WorkspaceParts parts, Sealing sealing) {
    this.gate = gate;
    this.platform = platform;
    this.parts = parts;
    this.sealing = sealing;
    this.runs = new Runs(platform);
    this.notes = new AuditNoteStore(platform.codec());
  }

  CompletionStage<Answer<AuditPart>> handle(Caller caller, AuditCommand.ExportWorkspace command) {
    Optional<ExportPlace> place = command.after().map(it -> sealing.open(caller.account(), it));
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.EXPORT);
    boolean whole =
        place
            .map(it -> runs.goOn(command.workspace().value(), caller.account(), it.run()))
            .orElseGet(() -> command.includesPrivate().orElse(false));
    if (whole) {
      // Asked for each part: the policy may have been taken back.
      gate.workspace(caller, command.workspace(), WorkspaceAction.EXPORT_PRIVATE);
    }
    ExportPlace from = place.orElseGet(() -> begin(caller, command.workspace(), whole));
    Made part =
        platform
            .database()
            .read(snapshot -> {
              Scope scope =
                  new Scope(
                      permit.domain(),
                      caller.account(),
                      whole,
                      EpochStore.of(snapshot, permit.domain()));
              return new Made(scope, parts.part(snapshot, scope, from));
            });
    if (part.parts().next().isEmpty()) {
      runs.end(command.workspace().value(), from.run());
    }
    platform.metrics().exportPart();
    return CompletableFuture.completedFuture(
        sealing.answer(part.scope().head(), caller.account(), from, part.parts()));
  }

  private record Made(Scope scope, Parts parts) {}

  private ExportPlace begin(Caller caller, WorkspaceId workspace, boolean whole) {
    return ExportPlace.begin(
        runs.begin(
            workspace.value(),
            caller.account(),
            whole,
            handle -> {
              notes.insert(handle, note(caller, workspace, whole));
              if (whole) {
                store.tell(handle, workspace, caller.account());
              }
            }));
  }

  private static AuditNote note(Caller caller, WorkspaceId workspace, boolean whole) {
    return new AuditNote(
        "workspace.export",
        Optional.of(caller.account()),
        Optional.of(caller.session()),
        Optional.of(workspace),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(
            AuditFact.became(
                "workspace", workspace, whole ? "exported_with_private" : "exported")));
  }
}
