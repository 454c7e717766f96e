package io.drawbridge.server.join;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;

/** The terms of a link to be made, with the strict value where nobody says. */
record NewJoinLink(int usesMax, boolean approval, Instant expiresAt) {
  /** People whom a link lets in, if nobody says. */
  private static final int USES_DEFAULT = 1;

  /**
   * Reads what is asked.
   *
   * @throws Failure {@code invalid} if a time has passed, or is too far away
   */
  static NewJoinLink of(JoinCommand.CreateLink asked, Instant now) {
    Terms.requireToCome(asked.until(), now);
    return new NewJoinLink(
        asked.usesMax().orElse(USES_DEFAULT),
        asked.approval().orElse(true),
        asked
            .expiresAt()
            .map(end -> Terms.within(end, now, Limits.JOIN_LINK_LIFETIME_MAX))
            .orElse(now.plus(Limits.JOIN_LINK_LIFETIME_DEFAULT)));
  }
}
