package io.drawbridge.server.mail;

import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Finds how somebody reads their mails: as the account says whose owner has proved that they read
 * the address, so that a letter shows what was chosen to nobody else; else as the server does it.
 * Thread-safe.
 */
public final class MailReaders {
  private final MailReader others;
  private final MailReaderStore store = new MailReaderStore();

  /** {@code others} is how everybody reads of whom nothing is known. */
  public MailReaders(MailReader others) {
    this.others = others;
  }

  MailReader of(Handle snapshot, EmailAddress address) {
    return store
        .find(snapshot, address)
        .map(chosen ->
            new MailReader(
                chosen.language().orElse(others.language()),
                chosen.zone().flatMap(MailReaders::known).orElse(others.zone())))
        .orElse(others);
  }

  /** The zone of this name; empty if this machine does not know it. */
  public static Optional<ZoneId> known(String zone) {
    return ZoneId.getAvailableZoneIds().contains(zone)
        ? Optional.of(ZoneId.of(zone))
        : Optional.empty();
  }
}
