package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code one_time_token}: the tokens that the links of mails and of the console carry. */
public final class OneTimeTokenStore {
  /** A link that still works. {@code subject} is the invitation it is about. */
  public record Link(LinkKind kind, Optional<EmailAddress> email, Optional<Long> subject) {}

  /** A token that is to be stored, and the address and the invitation that it is about, if any. */
  public record Fresh(OneTimeSecret token, Optional<EmailAddress> email, Optional<Long> subject) {}

  /** Stores a token; returns its end, by the database's clock. */
  public Instant insert(
      Handle handle,
      OneTimeSecret token,
      LinkKind kind,
      Optional<EmailAddress> email,
      Optional<Long> subject,
      Duration lifetime) {
    return insert(handle, kind, List.of(new Fresh(token, email, subject)), lifetime);
  }

  /** Stores several tokens, by one statement; returns when the first of them ends. */
  public Instant insert(Handle handle, LinkKind kind, List<Fresh> tokens, Duration lifetime) {
    Columns rows = Columns.empty().text("hashes").text("emails").number("subjects");
    for (Fresh each : tokens) {
      rows.add(
          HexFormat.of().formatHex(each.token().hash()),
          each.email().map(EmailAddress::value).orElse(null),
          each.subject().orElse(null));
    }
    return rows.bind(
            handle.createQuery(
                """
                with stored as (
                  insert into one_time_token (hash, kind, email, subject, expires_at)
                  select decode(t.hash, 'hex'), :kind, t.email, t.subject,
                    clock_timestamp() + make_interval(secs => :lifetime)
                  from unnest(:hashes, :emails, :subjects) as t (hash, email, subject)
                  returning expires_at)
                select min(expires_at) from stored
                """))
        .bind("kind", stored(kind))
        .bind("lifetime", (double) lifetime.toSeconds())
        .mapTo(Instant.class)
        .one();
  }

  /** The purpose of a token, if it is good. */
  public Optional<Link> find(Handle handle, OneTimeSecret token) {
    return handle
        .createQuery(
            """
            select hash, kind, email, subject from one_time_token
            where hash = :hash and spent_at is null and expires_at > clock_timestamp()
            """)
        .bind("hash", token.hash())
        .map(row -> {
          Link link =
              new Link(
                  LinkKind.valueOf(row.getColumn("kind", String.class).toUpperCase(Locale.ROOT)),
                  Optional.ofNullable(row.getColumn("email", String.class)).map(EmailAddress::new),
                  Optional.ofNullable(row.getColumn("subject", Long.class)));
          return token.matches(row.getColumn("hash", byte[].class))
              ? Optional.of(link)
              : Optional.<Link>empty();
        })
        .findOne()
        .flatMap(found -> found);
  }

  /** Spends a token. Of any number of callers exactly one gets true. */
  public boolean spend(Handle handle, OneTimeSecret token) {
    return handle
            .createUpdate(
                """
                update one_time_token set spent_at = clock_timestamp()
                where hash = :hash and spent_at is null and expires_at > clock_timestamp()
                """)
            .bind("hash", token.hash())
            .execute()
        == 1;
  }

  /** Spends every token about these invitations: answered, withdrawn, or mailed again. */
  public void spendAllOf(Handle handle, LinkKind kind, Collection<Long> subjects) {
    handle
        .createUpdate(
            """
            update one_time_token set spent_at = clock_timestamp()
            where subject = any(:subjects) and kind = :kind and spent_at is null
            """)
        .bindArray("subjects", Long.class, subjects)
        .bind("kind", stored(kind))
        .execute();
  }

  /** Spends every sign-in token of an address. */
  public void spendSignIns(Handle handle, EmailAddress email) {
    handle
        .createUpdate(
            """
            update one_time_token set spent_at = clock_timestamp()
            where email = :email and kind = 'sign_in' and spent_at is null
            """)
        .bind("email", email.value())
        .execute();
  }

  /** Spends every set-up token: the server is set up, or a fresh one is made. */
  public void spendSetUps(Handle handle) {
    handle.execute(
        "update one_time_token set spent_at = clock_timestamp() where kind = 'set_up' and spent_at"
            + " is null");
  }

  /**
   * Locks the sign-in tokens of the address: until the end of the transaction nobody else counts or
   * adds any.
   */
  public void lockSignIns(Handle handle, EmailAddress email) {
    handle.execute(
        "select pg_advisory_xact_lock(hashtext('one_time_token'), hashtext(?))", email.value());
  }

  /** Stores a sign-in token that somebody asked for from {@code source}. */
  public void insertSignIn(
      Handle handle, OneTimeSecret token, EmailAddress email, byte[] source, Duration lifetime) {
    insert(handle, token, LinkKind.SIGN_IN, Optional.of(email), Optional.empty(), lifetime);
    handle
        .createUpdate("update one_time_token set source = :source where hash = :hash")
        .bind("source", source)
        .bind("hash", token.hash())
        .execute();
  }

  /** The number of sign-in tokens that were asked for an address lately. */
  public int signIns(Handle handle, EmailAddress email, Duration lately) {
    return handle
        .createQuery(
            """
            select count(*) from one_time_token
            where email = :email and kind = 'sign_in'
              and created_at > clock_timestamp() - make_interval(secs => :lately)
            """)
        .bind("email", email.value())
        .bind("lately", (double) lately.toSeconds())
        .mapTo(Integer.class)
        .one();
  }

  /** The number of them that one source asked for. */
  public int signInsFrom(Handle handle, EmailAddress email, byte[] source, Duration lately) {
    return handle
        .createQuery(
            """
            select count(*) from one_time_token
            where email = :email and kind = 'sign_in' and source = :source
              and created_at > clock_timestamp() - make_interval(secs => :lately)
            """)
        .bind("email", email.value())
        .bind("source", source)
        .bind("lately", (double) lately.toSeconds())
        .mapTo(Integer.class)
        .one();
  }

  /** Deletes tokens that have been worthless for a day; younger ones still count for limits. */
  public int deleteOld(Handle handle, int max) {
    return handle
        .createUpdate(
            """
            delete from one_time_token where hash in (
              select hash from one_time_token
              where expires_at < clock_timestamp() - interval '1 day' limit :max)
            """)
        .bind("max", max)
        .execute();
  }

  private static String stored(LinkKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
