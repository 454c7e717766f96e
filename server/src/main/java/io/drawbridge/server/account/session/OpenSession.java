package io.drawbridge.server.account.session;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.account.credential.Credentials;
import io.drawbridge.server.account.credential.JwtTokens;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditNote;
import io.drawbridge.server.delivery.audit.AuditNoteStore;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Opens a session for an account that has proved itself: always a new one, with new tokens. At the
 * limit of sessions, those not used for longest make room, which cuts their sockets. Thread-safe.
 */
public final class OpenSession {
  private final Platform platform;
  private final Changes changes;
  private final Credentials credentials;
  private final SessionLifetimes lifetimes;
  private final SessionStore sessions = new SessionStore();
  private final RefreshTokenStore refreshTokens = new RefreshTokenStore();
  private final AuditNoteStore notes;

  public OpenSession(
      Platform platform, Changes changes, Credentials credentials, SessionLifetimes lifetimes) {
    this.platform = platform;
    this.changes = changes;
    this.credentials = credentials;
    this.lifetimes = lifetimes;
    this.notes = new AuditNoteStore(platform.codec());
  }

  /**
   * Blocks on the database.
   *
   * @return the tokens; fails with {@code sign_in_failed} if the account has ended or got other
   *     credentials meanwhile
   */
  public CompletionStage<Tokens> open(Proved proved, String device) {
    AccountId account = proved.account();
    SessionId session = new SessionId(platform.ids().next());
    OneTimeSecret refresh = OneTimeSecret.fresh(platform.random());
    boolean opened =
        platform
            .database()
            .write(handle -> {
              lock(handle, proved);
              boolean room = sessions.countLive(handle, account) < Limits.SESSIONS_PER_ACCOUNT_MAX;
              if (room) {
                insert(handle, session, proved, device, refresh);
              }
              return room;
            });
    if (opened) {
      return CompletableFuture.completedStage(tokens(proved, session, refresh));
    }
    return changes
        .ofAccount(
            account,
            ChangeRequest.<SessionId>own(OwnAction.SESSION_REPLACE, account),
            tx -> {
              lock(tx.handle(), proved);
              sessions.endOldest(
                  tx, account, Limits.SESSIONS_PER_ACCOUNT_MAX - 1, SessionEnd.REPLACED);
              insert(tx.handle(), session, proved, device, refresh);
              return session;
            })
        .thenApply(changed -> tokens(proved, session, refresh));
  }

  private void lock(Handle handle, Proved proved) {
    boolean same =
        sessions
            .lockAccount(handle, proved.account())
            .filter(credentials -> credentials == proved.credentials())
            .isPresent();
    if (!same) {
      throw Failure.of(
          ErrorCode.SIGN_IN_FAILED, "the account has ended, or its credentials were changed");
    }
  }

  private void insert(
      Handle handle, SessionId session, Proved proved, String device, OneTimeSecret refresh) {
    sessions.insert(handle, session, proved, device, lifetimes.idle(), lifetimes.whole());
    refreshTokens.insert(handle, session, 1, refresh.hash());
    Map<String, String> told = Map.of("by", proved.by().name().toLowerCase(Locale.ROOT));
    notes.insert(
        handle,
        AuditNote.own(
            OwnAction.SESSION_OPEN,
            proved.account(),
            session,
            AuditFact.made(SessionStore.WHAT, session, told)));
  }

  private Tokens tokens(Proved proved, SessionId session, OneTimeSecret refresh) {
    JwtTokens.Issued access = credentials.tokens().issue(proved.account(), session);
    Optional<Secret> proof =
        proved.by() == Proved.By.API_TOKEN || proved.by() == Proved.By.CODE
            ? Optional.empty()
            : Optional.of(
                credentials
                    .proofs()
                    .issue(proved.account(), proved.credentials(), proved.device()));
    return new Tokens(
        access.token(),
        access.expiresAt(),
        new Secret(refresh.text()),
        proved.account(),
        session,
        proof);
  }
}
