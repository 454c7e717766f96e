package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.db.FoldedName;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code account} that are bots. */
public final class BotStore {
  private static final String WHAT = "bot";

  /** Makes a bot's account; its seat is the change's own business. */
  public void insert(
      AuditedTransaction tx,
      AccountId bot,
      String name,
      WorkspaceId workspace,
      AccountId owner,
      OneTimeSecret token,
      Optional<Integer> expiresInDays) {
    tx.handle()
        .createUpdate(
            """
            insert into account
              (id, kind, name, folded, bot_workspace, bot_owner, api_token_hash, api_token_expires_at)
            values (:id, 'bot', :name, :folded, :workspace, :owner, :hash,
                clock_timestamp() + make_interval(days => cast(:days as int)))
            """)
        .bind("days", expiresInDays)
        .bind("id", bot.value())
        .bind("name", name)
        .bind("folded", FoldedName.of(name))
        .bind("workspace", workspace.value())
        .bind("owner", owner.value())
        .bind("hash", token.hash())
        .execute();
    tx.wrote(AuditFact.made(WHAT, bot, Map.of("owner", AuditFact.text(owner))));
  }

  /** A live bot, and the version of its credentials. */
  public record Known(AccountId account, long credentials) {}

  public Optional<Known> find(Handle handle, OneTimeSecret token) {
    return handle
        .createQuery(
            """
            select id, api_token_hash, credentials from account
            where api_token_hash = :hash and kind = 'bot' and ended_at is null
              and (api_token_expires_at is null or api_token_expires_at > clock_timestamp())
            """)
        .bind("hash", token.hash())
        .map(row ->
            token.matches(row.getColumn("api_token_hash", byte[].class))
                ? Optional.of(
                    new Known(
                        new AccountId(row.getColumn("id", Long.class)),
                        row.getColumn("credentials", Long.class)))
                : Optional.<Known>empty())
        .findOne()
        .flatMap(found -> found);
  }

  public int countLive(Handle handle, WorkspaceId workspace) {
    return handle
        .createQuery(
            """
            select count(*) from account
            where kind = 'bot' and bot_workspace = :workspace and ended_at is null
            """)
        .bind("workspace", workspace.value())
        .mapTo(Integer.class)
        .one();
  }

  public boolean isLive(Handle handle, WorkspaceId workspace, AccountId bot) {
    return handle
        .createQuery(
            """
            select 1 from account
            where id = :bot and kind = 'bot' and bot_workspace = :workspace and ended_at is null
            """)
        .bind("bot", bot.value())
        .bind("workspace", workspace.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** The live bots that a person owns in a workspace. */
  public List<AccountId> ownedBy(Handle handle, WorkspaceId workspace, AccountId owner) {
    return handle
        .createQuery(
            """
            select id from account
            where kind = 'bot' and bot_workspace = :workspace and bot_owner = :owner and ended_at is null
            order by id
            """)
        .bind("workspace", workspace.value())
        .bind("owner", owner.value())
        .mapTo(Long.class)
        .map(AccountId::new)
        .list();
  }

  /**
   * Starts a new version of the bot's token, so that all before are worth nothing; returns the
   * version.
   */
  public long nextToken(AuditedTransaction tx, AccountId bot, Optional<Integer> expiresInDays) {
    long version =
        tx.handle()
            .createQuery(
                """
                update account set api_token_version = api_token_version + 1, credentials = credentials + 1,
                    api_token_hash = null,
                    api_token_expires_at = clock_timestamp() + make_interval(days => cast(:days as int))
                where id = :bot returning api_token_version
                """)
            .bind("bot", bot.value())
            .bind("days", expiresInDays)
            .mapTo(Long.class)
            .one();
    tx.wrote(AuditFact.made(WHAT, bot, Map.of("token_version", Long.toString(version))));
    return version;
  }

  public void setToken(Handle handle, AccountId bot, OneTimeSecret token) {
    handle
        .createUpdate("update account set api_token_hash = :hash where id = :bot")
        .bind("bot", bot.value())
        .bind("hash", token.hash())
        .execute();
  }

  /** The time when the bot's token ends, if it does. */
  public Optional<Instant> tokenExpiry(Handle handle, AccountId bot) {
    return handle
        .createQuery("select api_token_expires_at as at from account where id = :bot")
        .bind("bot", bot.value())
        .map(row -> Optional.ofNullable(row.getColumn("at", Instant.class)))
        .one();
  }

  public AccountId owner(Handle handle, AccountId bot) {
    return handle
        .createQuery("select bot_owner from account where id = :bot")
        .bind("bot", bot.value())
        .mapTo(Long.class)
        .map(AccountId::new)
        .one();
  }

  /** Ends a bot: from the commit on its token is worth nothing, and it can open no session. */
  public void end(AuditedTransaction tx, AccountId bot) {
    tx.handle()
        .createUpdate(
            """
            update account set ended_at = clock_timestamp(), api_token_hash = null
            where id = :bot and kind = 'bot' and ended_at is null
            """)
        .bind("bot", bot.value())
        .execute();
    tx.wrote(AuditFact.became(WHAT, bot, "ended"));
  }
}
