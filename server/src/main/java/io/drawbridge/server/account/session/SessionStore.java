package io.drawbridge.server.account.session;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Rows of {@code session}. Every method runs in the transaction of its caller; the methods that end
 * sessions only in a change of the account log, so that live sockets are cut.
 */
public final class SessionStore {
  static final String WHAT = "session";

  /** A session that has not ended. */
  record Live(SessionId session, String device, Instant createdAt, Instant lastSeenAt) {}

  /** The account of a session, and why it ended if it did. */
  record Known(AccountId account, Optional<SessionEnd> ended) {}

  /**
   * Locks the account's row, so that its sessions are counted and made by one transaction at a
   * time.
   *
   * @return the version of its credentials; empty if there is no such account, or it has ended
   */
  Optional<Long> lockAccount(Handle handle, AccountId account) {
    return handle
        .createQuery(
            """
            select credentials from account where id = :id and ended_at is null for no key update
            """)
        .bind("id", account.value())
        .mapTo(Long.class)
        .findOne();
  }

  int countLive(Handle handle, AccountId account) {
    return handle
        .createQuery(
            """
            select count(*) from session
            where account = :account and ended_at is null and idle_until > clock_timestamp()
            """)
        .bind("account", account.value())
        .mapTo(Integer.class)
        .one();
  }

  void insert(
      Handle handle,
      SessionId session,
      Proved proved,
      String device,
      Duration idleLifetime,
      Duration lifetime) {
    handle
        .createUpdate(
            """
            insert into session (id, account, device, idle_until, ends_at, mailbox_proved_at)
            select :id, a.id, :device, least(clock_timestamp() + make_interval(secs => :idle), e.at), e.at,
                case when :mailbox then clock_timestamp() end
            from account a, lateral (
              select least(clock_timestamp() + make_interval(secs => :life), a.api_token_expires_at) as at) e
            where a.id = :account
            """)
        .bind("id", session.value())
        .bind("account", proved.account().value())
        .bind("mailbox", proved.by() == Proved.By.LINK)
        .bind("device", device)
        .bind("idle", (double) idleLifetime.toSeconds())
        .bind("life", (double) lifetime.toSeconds())
        .execute();
  }

  /** Returns whether the session was opened by a mailed link, lately. */
  public boolean provedMailbox(Handle handle, SessionId session, Duration lately) {
    return handle
        .createQuery(
            """
            select 1 from session
            where id = :id and mailbox_proved_at > clock_timestamp() - make_interval(secs => :lately)
            """)
        .bind("id", session.value())
        .bind("lately", (double) lately.toSeconds())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** The live sessions of the account, the one used last first. */
  List<Live> live(Handle handle, AccountId account, int max) {
    return handle
        .createQuery(
            """
            select id, device, created_at, last_seen_at from session
            where account = :account and ended_at is null and idle_until > clock_timestamp()
            order by last_seen_at desc, id limit :max
            """)
        .bind("account", account.value())
        .bind("max", max)
        .map(row ->
            new Live(
                new SessionId(row.getColumn("id", Long.class)),
                row.getColumn("device", String.class),
                row.getColumn("created_at", Instant.class),
                row.getColumn("last_seen_at", Instant.class)))
        .list();
  }

  Optional<Known> find(Handle handle, SessionId session) {
    return handle
        .createQuery("select account, end_reason from session where id = :id")
        .bind("id", session.value())
        .map(row -> new Known(new AccountId(row.getColumn("account", Long.class)), end(row)))
        .findOne();
  }

  /** Sessions of the account that ended lately. */
  List<SessionEnded> endedSince(Handle handle, Collection<AccountId> accounts, Duration ago) {
    return handle
        .createQuery(
            """
            select id, end_reason from session
            where account = any(:accounts) and ended_at > clock_timestamp() - make_interval(secs => :ago)
            """)
        .bindArray("accounts", Long.class, accounts.stream().map(AccountId::value).toArray())
        .bind("ago", (double) ago.toSeconds())
        .map(row ->
            new SessionEnded(
                new SessionId(row.getColumn("id", Long.class)), end(row).orElseThrow()))
        .list();
  }

  record SessionEnded(SessionId session, SessionEnd reason) {}

  /** Ends one session of this account; false if it is not one of its live sessions. */
  public boolean end(
      AuditedTransaction tx, AccountId account, SessionId session, SessionEnd reason) {
    boolean ended =
        tx.handle()
                .createUpdate(
                    """
                    update session set ended_at = clock_timestamp(), end_reason = :reason
                    where id = :id and account = :account and ended_at is null
                    """)
                .bind("id", session.value())
                .bind("account", account.value())
                .bind("reason", stored(reason))
                .execute()
            == 1;
    if (ended) {
      tx.wrote(AuditFact.became(WHAT, session, stored(reason)));
      if (countLive(tx.handle(), account) == 0) {
        endDevices(tx, account);
      }
    }
    return ended;
  }

  /**
   * Ends all live sessions of the account but one, and the devices that end with none; returns how
   * many sessions.
   */
  public int endAll(
      AuditedTransaction tx, AccountId account, Optional<SessionId> except, SessionEnd reason) {
    endDevices(tx, account);
    return ended(
        tx,
        tx.handle()
            .createQuery(
                """
                update session set ended_at = clock_timestamp(), end_reason = :reason
                where account = :account and ended_at is null and id <> :except
                returning id
                """)
            .bind("account", account.value())
            .bind("except", except.map(SessionId::value).orElse(0L)),
        reason);
  }

  /** A later session does not bring them back: they end with one that never lives. */
  private static void endDevices(AuditedTransaction tx, AccountId account) {
    tx.handle()
        .createUpdate(
            "update push_device set session = 0 where account = :account and session is null")
        .bind("account", account.value())
        .execute();
  }

  /** Ends the sessions that were not used for longest, so that this many are left. */
  void endOldest(AuditedTransaction tx, AccountId account, int left, SessionEnd reason) {
    ended(
        tx,
        tx.handle()
            .createQuery(
                """
                update session set ended_at = clock_timestamp(), end_reason = :reason
                where id in (
                  select id from session
                  where account = :account and ended_at is null and idle_until > clock_timestamp()
                  order by last_seen_at desc, id offset :left)
                returning id
                """)
            .bind("account", account.value())
            .bind("left", left),
        reason);
  }

  private static int ended(AuditedTransaction tx, Query ending, SessionEnd reason) {
    List<SessionId> ended =
        ending.bind("reason", stored(reason)).mapTo(Long.class).map(SessionId::new).list();
    ended.forEach(session -> tx.wrote(AuditFact.became(WHAT, session, stored(reason))));
    return ended.size();
  }

  void seen(Handle handle, Collection<SessionId> sessions) {
    handle
        .createUpdate("update session set last_seen_at = clock_timestamp() where id = any(:ids)")
        .bindArray("ids", Long.class, sessions.stream().map(SessionId::value).toList())
        .execute();
  }

  /** Deletes sessions, and their refresh tokens, that ended or were left a good while ago. */
  public int deleteOld(Handle handle, Duration ago, int max) {
    return handle
        .createUpdate(
            """
            delete from session where id in (
              select id from session
              where least(ended_at, idle_until) < clock_timestamp() - make_interval(secs => :ago) limit :max)
            """)
        .bind("ago", (double) ago.toSeconds())
        .bind("max", max)
        .execute();
  }

  private static Optional<SessionEnd> end(RowView row) {
    return Optional.ofNullable(row.getColumn("end_reason", String.class))
        .map(reason -> SessionEnd.valueOf(reason.toUpperCase(Locale.ROOT)));
  }

  private static String stored(SessionEnd reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
