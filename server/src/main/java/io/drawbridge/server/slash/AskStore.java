package io.drawbridge.server.slash;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code slash_ask} and {@code slash_answer}, as commands write them. */
final class AskStore {
  static final String COLUMNS =
      "a.id, a.domain, a.conversation, a.bot, a.asker, a.name, a.epoch, a.pos, a.asked_at,"
          + " a.answers";

  /** The time for which what is sent again is known again. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  /** The time for which nodes tell an answer to the sessions they have. */
  private static final Duration TOLD = Duration.ofMinutes(1);

  /**
   * What was asked by this key before.
   *
   * @throws io.drawbridge.server.failure.Failure {@code client_id_reused} if it was something else
   */
  Optional<Ask> earlier(Handle handle, RequestKey key) {
    return handle
        .createQuery(
            "select %s, a.body_hash from slash_ask a where a.asker = :asker and a.client_id = :client"
                .formatted(COLUMNS))
        .bind("asker", key.account().value())
        .bind("client", key.clientId())
        .map(row -> same(key, row.getColumn("body_hash", byte[].class), ask(row)))
        .findOne();
  }

  private static <T> T same(RequestKey key, byte[] hash, T earlier) {
    if (!Arrays.equals(key.bodyHash(), hash)) {
      throw RequestKey.reused();
    }
    return earlier;
  }

  /** Returns how many of a person's can still be answered. */
  int open(Handle handle, AccountId asker) {
    return handle
        .createQuery(
            """
            select count(*) from slash_ask
            where asker = :asker and asked_at > now() - make_interval(secs => :open)
            """)
        .bind("asker", asker.value())
        .bind("open", Limits.SLASH_ANSWERS.toSeconds())
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Writes one under the domain's lock, at which its epoch and mark stand still; empty if another
   * command with this key was faster.
   */
  Optional<Ask> insert(
      Handle underLock,
      AskId id,
      DomainId domain,
      ConversationId conversation,
      AccountId bot,
      RequestKey key,
      String name,
      String text) {
    return underLock
        .createQuery(
            """
            insert into slash_ask as a
              (id, domain, conversation, bot, asker, client_id, body_hash, name, body, epoch, pos, asked_at)
            select :id, d.id, :conversation, :bot, :asker, :client, :hash, :name, :body, d.epoch,
              greatest(d.mark + 1, (extract(epoch from t.now) * 1000000)::bigint), t.now
            from domain d cross join (select clock_timestamp() as now) t
            where d.id = :domain
            on conflict (asker, client_id) do nothing
            returning %s
            """
                .formatted(COLUMNS))
        .bind("id", id.value())
        .bind("conversation", conversation.value())
        .bind("bot", bot.value())
        .bind("asker", key.account().value())
        .bind("client", key.clientId())
        .bind("hash", key.bodyHash())
        .bind("name", name)
        .bind("body", text)
        .bind("domain", domain.value())
        .map(AskStore::ask)
        .findOne();
  }

  /** What the bot was asked by this name; empty if it was not. */
  Optional<Ask> asked(Handle handle, AskId id, AccountId bot) {
    return handle
        .createQuery(
            "select %s from slash_ask a where a.id = :id and a.bot = :bot".formatted(COLUMNS))
        .bind("id", id.value())
        .bind("bot", bot.value())
        .map(AskStore::ask)
        .findOne();
  }

  /** The same, alone until the transaction ends. */
  Optional<Ask> lock(Handle handle, AskId id) {
    return handle
        .createQuery("select %s from slash_ask a where a.id = :id for update".formatted(COLUMNS))
        .bind("id", id.value())
        .map(AskStore::ask)
        .findOne();
  }

  /**
   * Returns whether it was answered by this key before.
   *
   * @throws io.drawbridge.server.failure.Failure {@code client_id_reused} if by something else
   */
  boolean answered(Handle handle, AskId ask, RequestKey key) {
    return handle
        .createQuery("select body_hash from slash_answer where ask = :ask and client_id = :client")
        .bind("ask", ask.value())
        .bind("client", key.clientId())
        .map(row -> same(key, row.getColumn("body_hash", byte[].class), true))
        .findOne()
        .orElse(false);
  }

  /**
   * Writes an answer.
   *
   * @param text what the asker alone is told; empty if it is a message
   */
  void answer(Handle handle, AskId ask, RequestKey key, long id, Optional<String> text) {
    handle.execute("update slash_ask set answers = answers + 1 where id = ?", ask.value());
    handle
        .createUpdate(
            """
            insert into slash_answer (ask, client_id, body_hash, id, text, answered_at)
            values (:ask, :client, :hash, :id, :text, clock_timestamp())
            """)
        .bind("ask", ask.value())
        .bind("client", key.clientId())
        .bind("hash", key.bodyHash())
        .bind("id", id)
        .bind("text", text.orElse(null))
        .execute();
  }

  Instant now(Handle handle) {
    return handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one();
  }

  /** Forgets what was written to bots and by them once nobody tells it any more. */
  void forget(Handle handle) {
    handle.execute(
        """
        update slash_answer set text = null
        where text is not null and answered_at < now() - make_interval(secs => ?)
        """,
        TOLD.toSeconds());
    handle.execute(
        """
        update slash_ask set body = null
        where body is not null and asked_at < now() - make_interval(secs => ?)
        """,
        Limits.SLASH_ANSWERS.toSeconds());
    handle.execute(
        "delete from slash_ask where asked_at < now() - make_interval(secs => ?)",
        REMEMBERED.toSeconds());
  }

  static Ask ask(RowView row) {
    return new Ask(
        new AskId(row.getColumn("id", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        new AccountId(row.getColumn("bot", Long.class)),
        new AccountId(row.getColumn("asker", Long.class)),
        row.getColumn("name", String.class),
        row.getColumn("epoch", Long.class),
        row.getColumn("pos", Long.class),
        row.getColumn("asked_at", Instant.class),
        row.getColumn("answers", Integer.class));
  }
}
