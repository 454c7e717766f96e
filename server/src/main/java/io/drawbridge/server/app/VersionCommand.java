package io.drawbridge.server.app;

import io.drawbridge.protocol.ProtocolVersion;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version. */
@Command(name = "version", description = "print the version")
@LetsOut(Surface.TERMINAL)
final class VersionCommand implements Runnable, IVersionProvider {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    for (String line : getVersion()) {
      spec.commandLine().getOut().println(line);
    }
  }

  /** The version of the program. */
  static String product() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Drawbridge %s, protocol %d, Java %s"
          .formatted(product(), ProtocolVersion.CURRENT, Runtime.version())
    };
  }
}
