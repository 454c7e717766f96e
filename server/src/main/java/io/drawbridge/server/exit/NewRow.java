package io.drawbridge.server.exit;

import java.time.Instant;
import java.util.Optional;

/**
 * A row that a feature wants to be sent; the parts are those of {@link Due}.
 *
 * @param leaves when it may leave; empty: at once
 */
public record NewRow(
    String kind,
    String recipient,
    Optional<Long> subject,
    String token,
    Optional<Long> home,
    Optional<Instant> leaves) {

  /** Neither recipient nor token. */
  @Override
  public String toString() {
    return "NewRow[kind=" + kind + "]";
  }
}
