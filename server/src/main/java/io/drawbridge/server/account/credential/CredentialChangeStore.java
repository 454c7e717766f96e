package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.mail.CredentialChange;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code credential_change}. */
final class CredentialChangeStore {
  /** A change of credentials; {@code bot} is the name of the bot it is about. */
  record Changed(CredentialChange what, Optional<String> bot, Instant at) {}

  void insert(
      Handle handle, long id, AccountId owner, CredentialChange what, Optional<AccountId> bot) {
    handle
        .createUpdate(
            """
            insert into credential_change (id, account, what, bot) values (:id, :account, :what, :bot)
            """)
        .bind("id", id)
        .bind("account", owner.value())
        .bind("what", what.stored())
        .bind("bot", bot.map(AccountId::value))
        .execute();
  }

  Optional<Changed> find(Handle handle, long id) {
    return handle
        .createQuery(
            """
            select c.what, b.name as bot, c.at
            from credential_change c left join account b on b.id = c.bot
            where c.id = :id
            """)
        .bind("id", id)
        .map(row ->
            new Changed(
                CredentialChange.of(row.getColumn("what", String.class)),
                Optional.ofNullable(row.getColumn("bot", String.class)),
                row.getColumn("at", Instant.class)))
        .findOne();
  }
}
