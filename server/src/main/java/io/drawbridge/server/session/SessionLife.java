package io.drawbridge.server.session;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import java.util.Optional;
import java.util.Set;

/**
 * Knows which sessions have ended, as this node has heard. The account fence moves it forward after
 * the commit and before its tasks on the event loops; so a connection that registers itself and
 * asks {@link #ended} afterwards is either seen by the fence or sees the end.
 */
public interface SessionLife {
  /** Reads again which sessions of the account have ended. Blocks on the database. */
  void refresh(AccountId account);

  /** Does the same for all of these, and forgets what it holds of any other. */
  default void refreshAll(Set<AccountId> accounts) {
    accounts.forEach(this::refresh);
  }

  /** The reason why the session has ended; empty while it lives. Lock-free, for event loops. */
  Optional<SessionEnd> ended(SessionId session);
}
