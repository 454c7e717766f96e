package io.drawbridge.server.app;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.export.ExportFile;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.client.ServerClient;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * Exports a workspace into a file that its user alone may read, by the running server and in the
 * name of one of the workspace's owners. Run again, it goes on where it was cut off.
 */
@Command(
    name = ExportCommand.NAME,
    description =
        "export a workspace, by the token of one of its owners, into a new file; run again, it goes"
            + " on where the file was cut off",
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class ExportCommand implements Callable<Integer> {
  static final String NAME = "export";

  @Mixin private final ConfigFlags flags;
  @Mixin private final ServerFlags server;

  @Parameters(index = "0", paramLabel = "WORKSPACE", description = "which one: w_...")
  private String workspace = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "where to")
  private Path file = Path.of("");

  @Option(
      names = "--private",
      description = "also what the owner does not read, if a policy says so; its people are told")
  private boolean includesPrivate;

  ExportCommand(Map<String, String> environment) {
    this.flags = new ConfigFlags(environment);
    this.server = new ServerFlags(environment);
  }

  @Override
  public Integer call() {
    WorkspaceId which;
    try {
      which = WorkspaceId.parse(workspace);
    } catch (ProtocolException mistake) {
      throw new ParameterException(flags.commandLine(), mistake.getMessage(), mistake);
    }
    ServerClient client = ServerClient.of(server.address(flags.load())).as(server.token(NAME));
    try (ExportFile to = ExportFile.open(file)) {
      Optional<String> after = to.after();
      boolean done = to.done();
      while (!done) {
        AuditPart part =
            client.call(
                new AuditCommand.ExportWorkspace(
                    which, includesPrivate ? Optional.of(true) : Optional.empty(), after));
        to.write(part.text());
        after = part.next();
        done = after.isEmpty();
      }
    } catch (UncheckedIOException e) {
      throw new StartTrouble("%s: %s".formatted(file, e.getMessage()));
    }
    flags.out().println("Written to " + file + ".");
    return 0;
  }
}
