package io.drawbridge.server.access.link;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads how far the log of a domain has come, which answers are tagged with. */
public final class EpochStore {
  private EpochStore() {}

  /** The domain's epoch in this snapshot. */
  public static long of(Handle snapshot, DomainId domain) {
    return find(snapshot, domain).orElseThrow();
  }

  /** The same; empty if there is no such domain. */
  public static Optional<Long> find(Handle snapshot, DomainId domain) {
    return snapshot
        .createQuery("select epoch from domain where id = :domain")
        .bind("domain", domain.value())
        .mapTo(Long.class)
        .findOne();
  }
}
