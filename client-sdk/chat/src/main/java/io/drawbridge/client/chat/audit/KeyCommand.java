package io.drawbridge.client.chat.audit;

import io.drawbridge.protocol.audit.AuditVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the public keys that an export names, to be kept for the next ones. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Prints the public keys that an export names, the last one as used now.")
final class KeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the export")
  private Path file = Path.of("");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (InputStream in = Files.newInputStream(file)) {
      AuditVerifier.keys(in)
          .forEach((id, bytes) -> {
            out.println("# " + id);
            out.println(PublicKeyFile.text(bytes));
          });
    }
    return 0;
  }
}
