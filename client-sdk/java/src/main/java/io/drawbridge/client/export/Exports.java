package io.drawbridge.client.export;

import io.drawbridge.client.api.Commands;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.export.ExportFile;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Exports, part by part, into a file that its owner alone may read. One that was cut off goes on
 * where the file ends.
 */
public final class Exports {

  private final Commands commands;

  /** For {@link Commands#exports}. */
  public Exports(Commands commands) {
    this.commands = commands;
  }

  /**
   * Exports what one reads of a workspace that one owns.
   *
   * @param includesPrivate also what one does not read, whose people are told, if a policy lets one
   * @param file a new one, or that of an export that was cut off
   * @return completes when all is written; fails as the commands do, and with {@link
   *     java.io.UncheckedIOException} if the file cannot be written, or is one of something else
   */
  public CompletableFuture<Void> workspace(
      WorkspaceId workspace, boolean includesPrivate, Path file) {
    Optional<Boolean> unread = includesPrivate ? Optional.of(true) : Optional.empty();
    return write(after -> new AuditCommand.ExportWorkspace(workspace, unread, after), file);
  }

  /** Exports what is one's own, in the same way. */
  public CompletableFuture<Void> account(Path file) {
    return write(AuditCommand.ExportAccount::new, file);
  }

  private CompletableFuture<Void> write(
      Function<Optional<String>, Command<AuditResult.AuditPart>> part, Path file) {
    return CompletableFuture.supplyAsync(() -> ExportFile.open(file))
        .thenCompose(opened -> {
          CompletableFuture<Void> written =
              opened.done()
                  ? CompletableFuture.completedFuture(null)
                  : parts(part, opened.after(), opened);
          return written.whenComplete((_, _) -> opened.close());
        });
  }

  private CompletableFuture<Void> parts(
      Function<Optional<String>, Command<AuditResult.AuditPart>> part,
      Optional<String> from,
      ExportFile to) {
    return commands
        .call(part.apply(from))
        .thenComposeAsync(given -> {
          to.write(given.text());
          return given.next().isPresent()
              ? parts(part, given.next(), to)
              : CompletableFuture.<Void>completedFuture(null);
        });
  }
}
