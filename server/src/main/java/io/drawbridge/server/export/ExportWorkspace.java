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
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/**
 * {@code workspace.export}: exports a workspace for one of its owners, part by part: what they
 * read, and the rest only where a policy says so, and then its people are told. Each part is
 * decided by the right of its moment, and each line of it judged as it leaves.
 */
final class ExportWorkspace {
  /** The time after which an export that nobody went on with gives way to another. */
  private static final Duration ALIVE = Duration.ofMinutes(10);

  private static final int PER_DAY_MAX = 10;
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final AccessGate gate;
  private final Platform platform;
  private final WorkspaceParts parts;
  private final AuditNoteStore notes;
  private final AtomicLong made;
  private final RunStore runs = new RunStore();

  /** {@code made} counts the parts. */
  ExportWorkspace(AccessGate gate, Platform platform, WorkspaceParts parts, AtomicLong made) {
    this.gate = gate;
    this.platform = platform;
    this.parts = parts;
    this.notes = new AuditNoteStore(platform.codec());
    this.made = made;
  }

  CompletionStage<Answer<AuditPart>> handle(Caller caller, AuditCommand.ExportWorkspace command) {
    Optional<ExportPlace> place = command.after().map(ExportPlace::parse);
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.EXPORT);
    boolean whole =
        place
            .map(it -> goOn(caller, command.workspace(), it))
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
      platform
          .database()
          .write(handle -> {
            runs.end(handle, command.workspace(), from.run());
            return from;
          });
    }
    made.incrementAndGet();
    return CompletableFuture.completedFuture(
        Sealing.answer(part.scope().head(), from, part.parts()));
  }

  private record Made(Scope scope, Parts parts) {}

  private boolean goOn(Caller caller, WorkspaceId workspace, ExportPlace place) {
    return platform
        .database()
        .write(handle -> runs.goOn(handle, workspace, caller.account(), place.run()))
        .orElseThrow(
            () -> Failure.invalid("after: of an export that another one took the place of"));
  }

  private ExportPlace begin(Caller caller, WorkspaceId workspace, boolean whole) {
    long run = platform.ids().next();
    RunStore.Begun begun =
        platform.database().write(handle -> begin(handle, caller, workspace, run, whole));
    return switch (begun) {
      case BEGUN -> ExportPlace.begin(run);
      case BUSY ->
          throw Failure.busy(
              "another export of the workspace is under way (expected: one at a time)", RETRY);
      case TOO_MANY ->
          throw Failure.rateLimited(
              "exports of the workspace today: %d (expected: at most %d)"
                  .formatted(PER_DAY_MAX, PER_DAY_MAX),
              RETRY);
    };
  }

  private RunStore.Begun begin(
      Handle handle, Caller caller, WorkspaceId workspace, long run, boolean whole) {
    RunStore.Begun begun =
        runs.begin(handle, workspace, caller.account(), run, whole, ALIVE, PER_DAY_MAX);
    if (begun == RunStore.Begun.BEGUN) {
      notes.insert(handle, note(caller, workspace, whole));
      if (whole) {
        runs.tell(handle, workspace, caller.account());
      }
    }
    return begun;
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
