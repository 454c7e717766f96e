package io.drawbridge.server.mail;

import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code mail}. */
final class MailStore {
  void insert(
      Handle handle,
      long id,
      MailKind kind,
      EmailAddress to,
      Optional<Long> subject,
      String token,
      Optional<Slot> slot) {
    handle
        .createUpdate(
            """
            insert into mail (id, kind, recipient, token, subject, home, due_at)
            values (:id, :kind, :recipient, :token, :subject, :home, coalesce(:due, clock_timestamp()))
            """)
        .bind("id", id)
        .bind("kind", kind.stored())
        .bind("recipient", to.value())
        .bind("token", token)
        .bind("subject", subject)
        .bind("home", slot.map(Slot::home))
        .bind("due", slot.flatMap(Slot::leaves))
        .execute();
  }

  void deleteOf(Handle handle, MailKind kind, long subject) {
    handle
        .createUpdate("delete from mail where kind = :kind and subject = :subject")
        .bind("kind", kind.stored())
        .bind("subject", subject)
        .execute();
  }

  /** Takes due mails for a while: they come again after the lease if their sender dies. */
  List<DueMail> lease(Handle handle, int max, Duration lease) {
    return handle
        .createQuery(
            """
            update mail set attempts = attempts + 1,
                due_at = clock_timestamp() + make_interval(secs => :lease)
            where id in (
              select id from mail where due_at <= clock_timestamp()
              order by due_at limit :max for update skip locked)
            returning id, kind, recipient, subject, token, attempts, home
            """)
        .bind("max", max)
        .bind("lease", (double) lease.toSeconds())
        .map(row ->
            new DueMail(
                row.getColumn("id", Long.class),
                MailKind.of(row.getColumn("kind", String.class)),
                new EmailAddress(row.getColumn("recipient", String.class)),
                Optional.ofNullable(row.getColumn("subject", Long.class)),
                row.getColumn("token", String.class),
                row.getColumn("attempts", Integer.class),
                Optional.ofNullable(row.getColumn("home", Long.class))))
        .list();
  }

  void delete(Handle handle, long id) {
    handle.createUpdate("delete from mail where id = :id").bind("id", id).execute();
  }

  /** Puts a leased mail back; {@code tried} says whether the attempt counts. */
  void putBack(Handle handle, long id, Duration wait, boolean tried) {
    handle
        .createUpdate(
            """
            update mail set due_at = clock_timestamp() + make_interval(secs => :wait),
                attempts = attempts - case when :tried then 0 else 1 end
            where id = :id
            """)
        .bind("id", id)
        .bind("wait", (double) wait.toSeconds())
        .bind("tried", tried)
        .execute();
  }

  /** Makes the mails due that a process which is gone had taken for the first time. */
  void takeBackFirstLeases(Handle handle) {
    handle
        .createUpdate(
            """
            update mail set due_at = clock_timestamp(), attempts = 0
            where attempts = 1 and due_at > clock_timestamp()
            """)
        .execute();
  }

  /** The time when the next mail is due, by the database's clock. */
  Optional<Instant> nextDue(Handle handle) {
    return handle
        .createQuery("select min(due_at) as due from mail")
        .map(row -> Optional.ofNullable(row.getColumn("due", Instant.class)))
        .one();
  }
}
