package io.drawbridge.load.simulate;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.session.SessionLife;
import java.util.Optional;

/** Knows of no session that has ended: what is simulated is who may see what. */
final class Untroubled implements SessionLife {
  @Override
  public void refresh(AccountId account) {
    // There is nothing to read.
  }

  @Override
  public Optional<SessionEnd> ended(SessionId session) {
    return Optional.empty();
  }
}
