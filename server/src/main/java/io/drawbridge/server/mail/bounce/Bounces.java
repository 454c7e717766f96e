package io.drawbridge.server.mail.bounce;

import io.drawbridge.server.mail.BounceReferences;
import io.drawbridge.server.mail.BounceReferences.Reference;
import io.drawbridge.server.observe.Metrics;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what comes back, and has those told whose mail it was. Reading a report twice, on two nodes
 * perhaps, does nothing more. One thread.
 */
public final class Bounces implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);

  private final BounceSource source;
  private final BounceReferences references;
  private final Consumer<Reference> lost;
  private final Metrics metrics;
  private Optional<String> trouble = Optional.empty();

  /**
   * @param lost hears of each mail of this server that came back
   */
  public Bounces(
      BounceSource source, BounceReferences references, Consumer<Reference> lost, Metrics metrics) {
    this.source = source;
    this.references = references;
    this.lost = lost;
    this.metrics = metrics;
  }

  /** Reads what came since the last round. Trouble is logged once, as long as it is the same. */
  @Override
  public void run() {
    try {
      source.read(this::read);
      trouble = Optional.empty();
    } catch (BounceSource.Trouble e) {
      Optional<String> why = Optional.ofNullable(e.getMessage());
      if (!why.equals(trouble)) {
        LOG.atWarn().addKeyValue("why", e.getMessage()).log("bounces cannot be read");
      }
      trouble = why;
    }
  }

  private boolean read(MimeMessage message) {
    Optional<Reference> found =
        report(message).stream()
            .flatMap(report -> report.references().stream())
            .flatMap(text -> references.read(text).stream())
            .findFirst();
    found.ifPresent(lost);
    metrics.mailReturned(found.isPresent());
    return found.isPresent();
  }

  private static Optional<DeliveryReport> report(MimeMessage message) {
    try {
      return DeliveryReport.read(message);
    } catch (MessagingException | IOException e) {
      LOG.debug("a mail that came back cannot be read", e);
      return Optional.empty();
    }
  }
}
