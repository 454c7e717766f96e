package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.mail.CredentialChange;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import java.util.Optional;

/** Signs somebody out everywhere, by a change of their account's log. Thread-safe. */
public final class SignOut {
  private final SessionStore sessions = new SessionStore();
  private final CredentialNotices notices;
  private final SecurityLog security;

  public SignOut(CredentialNotices notices, SecurityLog security) {
    this.notices = notices;
    this.security = security;
  }

  /**
   * Ends their sessions, with a mail about it; call {@link #told} after the commit. False if they
   * had none.
   */
  public boolean end(AuditedTransaction tx, AccountId person) {
    boolean ended = sessions.endAll(tx, person, Optional.empty(), SessionEnd.REVOKED) > 0;
    // Nobody is mailed again and again about what they do not have.
    if (ended) {
      notices.changed(tx.handle(), person, CredentialChange.SESSIONS_ENDED);
    }
    return ended;
  }

  /** Follows up the committed change that somebody made who runs the workspace. */
  public void told(Caller by, WorkspaceId workspace, AccountId person) {
    security.record(
        SecurityEvent.SESSION_ENDED,
        Fact.account(person),
        Fact.by(by.account()),
        Fact.workspace(workspace));
    notices.told(person, CredentialChange.SESSIONS_ENDED);
  }
}
