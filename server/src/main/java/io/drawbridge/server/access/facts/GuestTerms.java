package io.drawbridge.server.access.facts;

import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.access.rules.Policies;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Collects the policies by which it is decided who is a guest of a workspace, and until when. */
public final class GuestTerms {
  private final PolicyStore policies = new PolicyStore();
  private final AdmissionStore store = new AdmissionStore();

  /**
   * Decides whether somebody of this mail domain may be a guest, and when that ends: as asked or by
   * default, and never later than the policies let it.
   *
   * @throws Failure {@code not_allowed} by their mail domain
   */
  public Optional<Instant> until(
      Handle handle, DomainId domain, Optional<String> mailDomain, Optional<Instant> asked) {
    Policies inForce = policies.inForce(handle, domain).orElse(Policies.DEFAULTS);
    ExternalRules.comeFrom(inForce, mailDomain).require();
    return ExternalRules.until(inForce, asked, store.now(handle));
  }

  /**
   * Checks the end that somebody asks for.
   *
   * @throws Failure also {@code invalid} if it is later than the policies let it
   */
  public void require(
      Handle handle, DomainId domain, Optional<String> mailDomain, Optional<Instant> asked) {
    Optional<Instant> until = until(handle, domain, mailDomain, asked);
    if (asked.isPresent() && !until.equals(asked)) {
      throw Failure.invalid(
          "until: %s (expected: at most %s, by policy)"
              .formatted(asked.get(), until.orElseThrow()));
    }
  }
}
