package io.drawbridge.server.mail;

import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads how the owner of an address wants to read. */
final class MailReaderStore {
  /** What an account has chosen. */
  record Chosen(Optional<Locale> language, Optional<String> zone) {}

  /** Of the account whose owner has proved that the address is theirs. */
  Optional<Chosen> find(Handle handle, EmailAddress address) {
    return handle
        .createQuery(
            """
            select locale, time_zone from account
            where email = :email and email_verified_at is not null and ended_at is null
            """)
        .bind("email", address.value())
        .map((rows, context) ->
            new Chosen(
                Optional.ofNullable(rows.getString("locale")).map(Locale::forLanguageTag),
                Optional.ofNullable(rows.getString("time_zone"))))
        .findOne();
  }
}
