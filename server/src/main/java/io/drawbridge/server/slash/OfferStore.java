package io.drawbridge.server.slash;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of {@code slash_command}. Every method runs in the transaction of its caller. */
final class OfferStore {
  private static final String WHAT = "slash_command";

  /** Commands looked at for one conversation, far beyond what a person reads. */
  private static final int LISTED_MAX = 500;

  /** A command, and where it is offered. */
  record Offer(
      DomainId domain, Optional<ConversationId> conversation, AccountId bot, String name) {}

  /** A command as people read of it. */
  record Told(AccountId bot, String name, String description, Optional<String> usage) {}

  /** Forgets those of bots that have ended, so that their names are free. */
  void forgetEnded(Handle handle, DomainId domain) {
    handle
        .createUpdate(
            """
            delete from slash_command s using account b
            where s.domain = :domain and b.id = s.bot and b.ended_at is not null
            """)
        .bind("domain", domain.value())
        .execute();
  }

  /** Returns whether another bot has the name there: in the conversation, or everywhere. */
  boolean taken(Handle handle, Offer offer) {
    return handle
        .createQuery(
            """
            select exists (
              select from slash_command s
              where s.domain = :domain and s.name = :name and s.bot <> :bot
                and (s.conversation is null or s.conversation = :conversation))
            """)
        .bind("domain", offer.domain().value())
        .bind("name", offer.name())
        .bind("bot", offer.bot().value())
        .bind("conversation", number(offer))
        .mapTo(Boolean.class)
        .one();
  }

  int count(Handle handle, AccountId bot) {
    return handle
        .createQuery("select count(*) from slash_command where bot = :bot")
        .bind("bot", bot.value())
        .mapTo(Integer.class)
        .one();
  }

  /** Writes what is told of one that the bot has already; false if it has it not. */
  boolean alter(AuditedTransaction tx, Offer offer, String description, Optional<String> usage) {
    boolean altered =
        tx.handle()
                .createUpdate(
                    """
                    update slash_command set description = :description, usage = :usage
                    where domain = :domain and name = :name and bot = :bot
                      and conversation is not distinct from cast(:conversation as bigint)
                    """)
                .bind("description", description)
                .bind("usage", usage.orElse(null))
                .bind("domain", offer.domain().value())
                .bind("name", offer.name())
                .bind("bot", offer.bot().value())
                .bind("conversation", number(offer))
                .execute()
            > 0;
    if (altered) {
      tx.wrote(AuditFact.made(WHAT, offer.bot(), told(offer)));
    }
    return altered;
  }

  void insert(
      AuditedTransaction tx,
      Offer offer,
      String description,
      Optional<String> usage,
      AccountId madeBy) {
    tx.handle()
        .createUpdate(
            """
            insert into slash_command (domain, conversation, bot, name, description, usage, made_by)
            values (:domain, :conversation, :bot, :name, :description, :usage, :by)
            """)
        .bind("domain", offer.domain().value())
        .bind("conversation", number(offer))
        .bind("bot", offer.bot().value())
        .bind("name", offer.name())
        .bind("description", description)
        .bind("usage", usage.orElse(null))
        .bind("by", madeBy.value())
        .execute();
    tx.wrote(AuditFact.made(WHAT, offer.bot(), told(offer)));
  }

  /** Takes one back; false if the bot has it not. */
  boolean delete(AuditedTransaction tx, Offer offer) {
    boolean gone =
        tx.handle()
                .createUpdate(
                    """
                    delete from slash_command
                    where domain = :domain and name = :name and bot = :bot
                      and conversation is not distinct from cast(:conversation as bigint)
                    """)
                .bind("domain", offer.domain().value())
                .bind("name", offer.name())
                .bind("bot", offer.bot().value())
                .bind("conversation", number(offer))
                .execute()
            > 0;
    if (gone) {
      tx.wrote(AuditFact.changed(WHAT, offer.bot(), told(offer), Map.of("state", "withdrawn")));
    }
    return gone;
  }

  /**
   * Those of live bots that are offered in a conversation or everywhere, by name; what is offered
   * there itself comes before what is offered everywhere. Whether the bots are there is asked
   * elsewhere.
   *
   * @param name that one alone
   */
  List<Told> offered(
      Handle handle, DomainId domain, ConversationId conversation, Optional<String> name) {
    return handle
        .createQuery(
            """
            select s.bot, s.name, s.description, s.usage
            from slash_command s
            join account b on b.id = s.bot and b.ended_at is null
            where s.domain = :domain and (s.conversation is null or s.conversation = :conversation)
              and (cast(:name as text) is null or s.name = :name)
            order by s.name, s.conversation nulls last limit :max
            """)
        .bind("domain", domain.value())
        .bind("conversation", conversation.value())
        .bind("name", name.orElse(null))
        .bind("max", LISTED_MAX)
        .map(row ->
            new Told(
                new AccountId(row.getColumn("bot", Long.class)),
                row.getColumn("name", String.class),
                row.getColumn("description", String.class),
                Optional.ofNullable(row.getColumn("usage", String.class))))
        .list();
  }

  private static @Nullable Long number(Offer offer) {
    return offer.conversation().map(ConversationId::value).orElse(null);
  }

  private static Map<String, String> told(Offer offer) {
    Map<String, String> told = new HashMap<>(Map.of("name", offer.name()));
    offer.conversation().ifPresent(it -> told.put("conversation", AuditFact.text(it)));
    return told;
  }
}
