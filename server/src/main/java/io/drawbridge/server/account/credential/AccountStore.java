package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.card.Card;
import io.drawbridge.protocol.card.Locale;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.FoldedName;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code account}. Every method runs in the transaction of its caller. */
public final class AccountStore {
  private static final String WHAT = "account";

  /** An account that has not ended. */
  public record Account(
      AccountId id,
      boolean bot,
      String name,
      Optional<String> email,
      boolean verified,
      Optional<String> passwordHash,
      long credentials,
      Card card,
      Optional<Locale> locale) {

    /** The account without its address and hash. */
    @Override
    public String toString() {
      return "Account[" + id + "]";
    }
  }

  public Optional<Account> find(Handle handle, AccountId account) {
    return handle
        .createQuery(
            """
            select id, kind, name, email, email_verified_at is not null as verified, password_hash,
              credentials, title, organisation, status_text, time_zone, locale,
              (select p.name from portrait p where p.account = account.id) as picture
            from account where id = :id and ended_at is null
            """)
        .bind("id", account.value())
        .map(AccountStore::account)
        .findOne();
  }

  public Optional<Account> find(Handle handle, EmailAddress email) {
    return handle
        .createQuery(
            """
            select id, kind, name, email, email_verified_at is not null as verified, password_hash,
              credentials, title, organisation, status_text, time_zone, locale,
              (select p.name from portrait p where p.account = account.id) as picture
            from account where email = :email and ended_at is null
            """)
        .bind("email", email.value())
        .map(AccountStore::account)
        .findOne();
  }

  /** The accounts of those addresses whose owners have proved that they read them. */
  public Map<EmailAddress, AccountId> owners(Handle handle, Collection<EmailAddress> emails) {
    Map<EmailAddress, AccountId> owners = new HashMap<>();
    handle
        .createQuery(
            """
            select id, email
            from account where email = any(:emails) and email_verified_at is not null and ended_at is null
            """)
        .bindArray("emails", String.class, emails.stream().map(EmailAddress::value).toList())
        .map((rows, context) ->
            owners.put(
                new EmailAddress(rows.getString("email")), new AccountId(rows.getLong("id"))))
        .list();
    return owners;
  }

  /** The address of an account, if its owner has proved that they read it. */
  public Optional<EmailAddress> verifiedEmail(Handle handle, AccountId account) {
    return find(handle, account)
        .filter(Account::verified)
        .flatMap(Account::email)
        .map(EmailAddress::new);
  }

  /** Makes a person's account; false if the address has one already (and nothing changed). */
  public boolean insertPerson(
      Handle handle,
      AccountId id,
      EmailAddress email,
      String name,
      Optional<String> passwordHash,
      boolean verified) {
    return handle
            .createUpdate(
                """
                insert into account (id, kind, email, name, folded, password_hash, email_verified_at)
                values (:id, 'person', :email, :name, :folded, :hash,
                  case when :verified then clock_timestamp() end)
                on conflict (email) do nothing
                """)
            .bind("id", id.value())
            .bind("email", email.value())
            .bind("name", name)
            .bind("folded", FoldedName.of(name))
            .bind("hash", passwordHash)
            .bind("verified", verified)
            .execute()
        == 1;
  }

  /** Makes the account of a person who has no address, and nothing that proves them. */
  public void insertUnverified(Handle handle, AccountId id, String name) {
    handle
        .createUpdate(
            """
            insert into account (id, kind, name, folded) values (:id, 'person', :name, :folded)
            """)
        .bind("id", id.value())
        .bind("name", name)
        .bind("folded", FoldedName.of(name))
        .execute();
  }

  /**
   * Notes that the owner of the mailbox has shown that they read it. Until the transaction ends the
   * account does not, so that nobody erases it while it gets something.
   *
   * @throws Failure {@code not_found} if it has ended
   */
  public void verifyEmail(Handle handle, AccountId account) {
    Optional<Long> living =
        handle
            .createQuery(
                """
                with living as (
                  select id from account where id = :id and ended_at is null for no key update
                ), verified as (
                  update account a set email_verified_at = clock_timestamp()
                  from living where a.id = living.id and a.email_verified_at is null
                )
                select id from living
                """)
            .bind("id", account.value())
            .mapTo(Long.class)
            .findOne();
    if (living.isEmpty()) {
      throw Failure.notFound();
    }
  }

  /** Sets the password if the credentials are still those of {@code before}; false if not. */
  public boolean setPassword(AuditedTransaction tx, Account before, String passwordHash) {
    boolean set =
        tx.handle()
                .createUpdate(
                    """
                    update account set password_hash = :hash, credentials = credentials + 1
                    where id = :id and ended_at is null and credentials = :before
                    """)
                .bind("id", before.id().value())
                .bind("hash", passwordHash)
                .bind("before", before.credentials())
                .execute()
            == 1;
    if (set) {
      tx.wrote(
          AuditFact.changed(
              WHAT,
              before.id(),
              Map.of("credentials", Long.toString(before.credentials())),
              Map.of("credentials", Long.toString(before.credentials() + 1))));
    }
    return set;
  }

  /** Changes what is present; what is absent stays, and an empty text removes what was there. */
  public void update(AuditedTransaction tx, AccountId account, AccountCommand.Update command) {
    tx.handle()
        .createQuery(
            """
            update account a set name = coalesce(:name, a.name), folded = coalesce(:folded, a.folded),
                status_text = nullif(coalesce(:status, a.status_text), ''),
                title = nullif(coalesce(:title, a.title), ''),
                organisation = nullif(coalesce(:organisation, a.organisation), ''),
                time_zone = nullif(coalesce(:time_zone, a.time_zone), ''),
                locale = coalesce(:locale, a.locale)
            from (select id, name from account where id = :id for no key update) old
            where a.id = old.id
            returning old.name as before, a.name as after
            """)
        .bind("id", account.value())
        .bind("name", command.name())
        .bind("folded", command.name().map(FoldedName::of))
        .bind("status", command.statusText())
        .bind("title", command.title())
        .bind("organisation", command.organisation())
        .bind("time_zone", command.timeZone())
        .bind("locale", command.locale().map(Locale::wire))
        .map(row ->
            AuditFact.changed(
                WHAT,
                account,
                Map.of("name", row.getColumn("before", String.class)),
                Map.of("name", row.getColumn("after", String.class))))
        .findOne()
        .ifPresent(tx::wrote);
  }

  private static Account account(RowView row) {
    return new Account(
        new AccountId(row.getColumn("id", Long.class)),
        row.getColumn("kind", String.class).equals("bot"),
        row.getColumn("name", String.class),
        Optional.ofNullable(row.getColumn("email", String.class)),
        row.getColumn("verified", Boolean.class),
        Optional.ofNullable(row.getColumn("password_hash", String.class)),
        row.getColumn("credentials", Long.class),
        CardRow.card(row),
        CardRow.locale(row));
  }
}
