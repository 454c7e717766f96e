package io.drawbridge.server.account;

import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.db.Database;
import java.time.Duration;

/**
 * Deletes sessions and one-time tokens that are of no use any more. Called now and then; blocks.
 */
public final class SweepCredentials {
  /** The time for which ended sessions are kept, for anybody who looks into what happened. */
  private static final Duration SESSIONS_KEPT = Duration.ofDays(30);

  private static final int BATCH = 1_000;

  private final Database database;
  private final SessionStore sessions;
  private final OneTimeTokenStore tokens;

  public SweepCredentials(Database database, SessionStore sessions, OneTimeTokenStore tokens) {
    this.database = database;
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /** Deletes in small transactions until nothing is left. */
  public void run() {
    int deleted;
    do {
      deleted =
          database.write(handle ->
              sessions.deleteOld(handle, SESSIONS_KEPT, BATCH) + tokens.deleteOld(handle, BATCH));
    } while (deleted > 0);
  }
}
