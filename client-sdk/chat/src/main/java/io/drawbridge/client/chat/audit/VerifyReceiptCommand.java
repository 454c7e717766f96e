package io.drawbridge.client.chat.audit;

import io.drawbridge.protocol.audit.AccessReceipt;
import io.drawbridge.protocol.audit.AuditVerifier;
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

/** Checks what somebody kept who lost a conversation. */
@Command(
    name = "verify-receipt",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks a receipt of when access ended.")
final class VerifyReceiptCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the receipt")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "PUBLIC_KEY_FILE",
      description = "the key that must have signed it (PEM)")
  private @Nullable Path key;

  @Option(
      names = "--log",
      paramLabel = "EXPORT",
      description = "an export that must verify by the same key, and hold the record")
  private @Nullable Path log;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path given = key;
    Optional<PublicKey> trusted =
        given == null ? Optional.empty() : Optional.of(PublicKeyFile.read(given));
    try {
      AccessReceipt.Verified verified = AccessReceipt.verify(Files.readAllBytes(file), trusted);
      AccessReceipt receipt = verified.receipt();
      if (!isIn(Optional.ofNullable(log), trusted, receipt)) {
        out.println("bad: the log does not verify, or does not hold the record of the receipt");
        return 1;
      }
      out.println(
          "ok: access of %s to %s ended at %s"
              .formatted(receipt.person(), receipt.conversation(), receipt.endedAt()));
      out.println("    record %s".formatted(receipt.record()));
      out.println("    signed by key %s".formatted(verified.signedBy()));
      if (trusted.isEmpty()) {
        out.println("    which the receipt names itself: compare it, or give --key");
      }
      return 0;
    } catch (IllegalArgumentException e) {
      out.println("bad: " + e.getMessage());
      return 1;
    }
  }

  private static boolean isIn(
      Optional<Path> export, Optional<PublicKey> trusted, AccessReceipt receipt)
      throws IOException {
    if (export.isEmpty()) {
      return true;
    }
    try (InputStream once = Files.newInputStream(export.get());
        InputStream again = Files.newInputStream(export.get())) {
      return AuditVerifier.verify(once, trusted, Optional.empty()) instanceof Verdict.Good
          && AuditVerifier.holds(again, receipt.record());
    }
  }
}
