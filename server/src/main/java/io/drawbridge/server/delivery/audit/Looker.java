package io.drawbridge.server.delivery.audit;

import io.drawbridge.server.access.Caller;
import java.util.Optional;

/**
 * Somebody who looks at what only those see who run a workspace: one of them, or the operator of
 * the server at its own machine, who has the database anyway.
 *
 * @param caller empty for the operator
 */
public record Looker(Optional<Caller> caller) {
  /** The operator: finds the names that everybody of a workspace finds, and no others. */
  public static final Looker OPERATOR = new Looker(Optional.empty());

  /** The id of nobody. */
  private static final long NOBODY = 0;

  public static Looker of(Caller caller) {
    return new Looker(Optional.of(caller));
  }

  /** The account whose right to names counts, for statements that ask for it. */
  public long reader() {
    return caller.map(it -> it.account().value()).orElse(NOBODY);
  }
}
