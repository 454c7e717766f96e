package io.drawbridge.server.webhook.stored;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.webhook.WebhookEvent;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code webhook}. Every method runs in the transaction of its caller. */
public final class WebhookStore {
  private static final String WHAT = "webhook";

  /** The time for which a secret is good that another one has replaced. */
  private static final Duration OLD_SECRET = Duration.ofDays(1);

  private static final String SELECT =
      """
      select w.id, w.conversation, w.owner, w.name, w.version, w.bot, w.url, w.host,
          array_to_string(w.events, ',') as events, w.failing_since, w.failed_at is not null as failed,
          case when w.old_until > clock_timestamp() then w.old_until end as old_until, w.created_at
      from webhook w
      """;

  /**
   * What every new one has.
   *
   * @param name what it is called
   */
  public record Fresh(WebhookId id, ConversationId conversation, AccountId owner, String name) {}

  public void insertIncoming(AuditedTransaction tx, Fresh fresh, AccountId bot) {
    tx.handle()
        .createUpdate(
            """
            insert into webhook (id, conversation, owner, direction, name, bot)
            values (:id, :conversation, :owner, 'in', :name, :bot)
            """)
        .bindMap(columns(fresh))
        .bind("bot", bot.value())
        .execute();
    tx.wrote(AuditFact.made(WHAT, fresh.id(), told(fresh, "direction", "in")));
  }

  /** It is told what is appended after this transaction. */
  public void insertOutgoing(
      AuditedTransaction tx, Fresh fresh, String url, String host, List<WebhookEvent> events) {
    tx.handle()
        .createUpdate(
            """
            insert into webhook
              (id, conversation, owner, direction, name, url, host, events, cursor)
            select :id, :conversation, :owner, 'out', :name, :url, :host,
                string_to_array(:events, ','), c.head
            from conversation c where c.id = :conversation
            """)
        .bindMap(columns(fresh))
        .bind("url", url)
        .bind("host", host)
        .bind("events", written(events))
        .execute();
    Map<String, String> told = told(fresh, "direction", "out");
    tx.wrote(
        AuditFact.made(
            WHAT,
            fresh.id(),
            Map.of(
                "conversation", told.get("conversation"),
                "direction", "out",
                "name", fresh.name(),
                "host", host,
                "events", written(events))));
  }

  private static Map<String, Object> columns(Fresh fresh) {
    return Map.of(
        "id", fresh.id().value(),
        "conversation", fresh.conversation().value(),
        "owner", fresh.owner().value(),
        "name", fresh.name());
  }

  private static Map<String, String> told(Fresh fresh, String field, String value) {
    return Map.of(
        "conversation", AuditFact.text(fresh.conversation()), "name", fresh.name(), field, value);
  }

  public Optional<StoredWebhook> find(Handle handle, WebhookId webhook) {
    return handle
        .createQuery(SELECT + "where w.id = :id")
        .bind("id", webhook.value())
        .map(WebhookStore::stored)
        .findOne();
  }

  /** Those of a conversation, the newest first. */
  public List<StoredWebhook> of(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            SELECT + "where w.conversation = :conversation order by w.created_at desc, w.id")
        .bind("conversation", conversation.value())
        .map(WebhookStore::stored)
        .list();
  }

  public int count(Handle handle, ConversationId conversation) {
    return handle
        .createQuery("select count(*) from webhook where conversation = :conversation")
        .bind("conversation", conversation.value())
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Starts the next version of the secret, and returns it; the one before stays good for a while,
   * or ends.
   */
  public long rotate(AuditedTransaction tx, WebhookId webhook, boolean endOld) {
    long version =
        tx.handle()
            .createQuery(
                """
                update webhook set version = version + 1,
                    old_until = case when :end then null
                                     else clock_timestamp() + make_interval(secs => :old) end
                where id = :id returning version
                """)
            .bind("end", endOld)
            .bind("old", OLD_SECRET.toSeconds())
            .bind("id", webhook.value())
            .mapTo(Long.class)
            .one();
    tx.wrote(AuditFact.made(WHAT, webhook, Map.of("version", Long.toString(version))));
    return version;
  }

  /** Forgets one; false if it is gone already. */
  public boolean delete(AuditedTransaction tx, WebhookId webhook) {
    boolean gone =
        tx.handle()
                .createUpdate("delete from webhook where id = :id")
                .bind("id", webhook.value())
                .execute()
            > 0;
    if (gone) {
      tx.wrote(AuditFact.became(WHAT, webhook, "deleted"));
    }
    return gone;
  }

  /** Notes that the other service does not take what it is told; the first time counts. */
  public void failing(Handle handle, WebhookId webhook) {
    handle
        .createUpdate(
            """
            update webhook set failing_since = clock_timestamp()
            where id = :id and failing_since is null
            """)
        .bind("id", webhook.value())
        .execute();
  }

  /** Notes that it takes it again; what was given up stays so. */
  public void works(Handle handle, WebhookId webhook) {
    handle
        .createUpdate(
            "update webhook set failing_since = null where id = :id and failed_at is null")
        .bind("id", webhook.value())
        .execute();
  }

  /** Lets it work again, whatever it failed at. */
  public void resumed(AuditedTransaction tx, WebhookId webhook) {
    tx.handle()
        .createUpdate("update webhook set failing_since = null, failed_at = null where id = :id")
        .bind("id", webhook.value())
        .execute();
    tx.wrote(AuditFact.became(WHAT, webhook, "resumed"));
  }

  /** Gives it up if it has failed for so long; false if it is not given up by this. */
  public boolean giveUp(Handle handle, WebhookId webhook, Duration failedFor) {
    return handle
            .createUpdate(
                """
                update webhook set failed_at = clock_timestamp()
                where id = :id and failed_at is null
                  and failing_since <= clock_timestamp() - make_interval(secs => :age)
                """)
            .bind("id", webhook.value())
            .bind("age", failedFor.toSeconds())
            .execute()
        > 0;
  }

  private static StoredWebhook stored(RowView row) {
    return new StoredWebhook(
        new WebhookId(row.getColumn("id", Long.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        new AccountId(row.getColumn("owner", Long.class)),
        row.getColumn("name", String.class),
        row.getColumn("version", Long.class),
        Optional.ofNullable(row.getColumn("old_until", Instant.class)),
        way(row),
        row.getColumn("created_at", Instant.class));
  }

  private static StoredWebhook.Way way(RowView row) {
    Optional<AccountId> bot =
        Optional.ofNullable(row.getColumn("bot", Long.class)).map(AccountId::new);
    if (bot.isPresent()) {
      return new StoredWebhook.In(bot.get());
    }
    return new StoredWebhook.Out(
        row.getColumn("url", String.class),
        row.getColumn("host", String.class),
        events(row.getColumn("events", String.class)),
        Optional.ofNullable(row.getColumn("failing_since", Instant.class)),
        row.getColumn("failed", Boolean.class));
  }

  private static String written(List<WebhookEvent> events) {
    return events.stream().distinct().map(WireName::wire).collect(Collectors.joining(","));
  }

  /** The sorts of events that a column lists. */
  public static List<WebhookEvent> events(String written) {
    return Arrays.stream(written.split(","))
        .map(each -> WireName.parse(WebhookEvent.class, each))
        .toList();
  }
}
