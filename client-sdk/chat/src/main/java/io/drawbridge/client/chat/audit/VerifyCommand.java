package io.drawbridge.client.chat.audit;

import io.drawbridge.protocol.audit.AuditVerifier;
import io.drawbridge.protocol.audit.AuditVerifier.Pin;
import io.drawbridge.protocol.audit.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks an export, and names the first record that is not as it was written. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks an export of an audit log, and names the first bad record.")
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the export")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "PUBLIC_KEY_FILE",
      description = "the key that must have signed it, or vouch for the one that did (PEM)")
  private @Nullable Path key;

  @Option(
      names = "--pin",
      paramLabel = "POSITION:HASH",
      description = "what an earlier export or receipt said: this one must hold the same")
  private @Nullable String pin;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path given = key;
    Optional<PublicKey> trusted =
        given == null ? Optional.empty() : Optional.of(PublicKeyFile.read(given));
    Optional<Pin> pinned = Optional.ofNullable(pin).map(Pin::parse);
    Verdict verdict;
    try (InputStream in = Files.newInputStream(file)) {
      verdict = AuditVerifier.verify(in, trusted, pinned);
    }
    return tell(verdict, trusted.isPresent());
  }

  private int tell(Verdict verdict, boolean trusted) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    return switch (verdict) {
      case Verdict.Good good -> {
        out.println(
            "ok: %d records, %d checkpoints, last position %d, last checkpoint %s"
                .formatted(
                    good.records(),
                    good.checkpoints(),
                    good.position(),
                    good.checkpointAt().orElse("none")));
        out.println(
            "    log %s, from position %d, exported %s"
                .formatted(good.chain(), good.from(), good.exportedAt()));
        out.println("    signed by key %s".formatted(good.signedBy()));
        if (!trusted) {
          out.println("    which the export names itself: compare it, or give --key");
        }
        if (good.strangers() > 0) {
          out.println(
              "    %d checkpoints are signed by keys that it does not vouch for"
                  .formatted(good.strangers()));
        }
        out.println(
            "    to hold the next export to it: --pin %d:%s"
                .formatted(good.position(), good.hash()));
        yield 0;
      }
      case Verdict.Bad bad -> {
        out.println("bad: %s (line %d): %s".formatted(bad.where(), bad.line(), bad.what()));
        yield 1;
      }
    };
  }
}
