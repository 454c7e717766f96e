package io.drawbridge.server.hold;

import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code hold}. */
final class HoldStore {
  private static final String SELECT =
      """
      select h.id, h.conversation, h.person, h.reason, h.placed_by, h.placed_at
      from hold h
      where h.domain = :domain and h.lifted_at is null
      """;

  /** Places one that is not there yet; empty if such a one stands. */
  Optional<HoldView> insert(
      ChangeTransaction tx,
      HoldId id,
      Optional<ConversationId> conversation,
      Optional<AccountId> person,
      String reason) {
    return tx.handle()
        .createQuery(
            """
            insert into hold (id, domain, conversation, person, reason, placed_by)
            values (:id, :domain, :conversation, :person, :reason, :by)
            on conflict do nothing
            returning id, conversation, person, reason, placed_by, placed_at
            """)
        .bind("id", id.value())
        .bind("domain", tx.at().domain().value())
        .bind("conversation", conversation.map(ConversationId::value))
        .bind("person", person.map(AccountId::value))
        .bind("reason", reason)
        .bind("by", tx.at().actor().value())
        .map(HoldStore::view)
        .findOne();
  }

  /** Whether it is a conversation of the domain, and not deleted. */
  boolean stands(Handle handle, DomainId domain, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select exists (
              select from conversation k
              where k.id = :conversation and k.domain = :domain
                and not exists (select from deleted_conversation d where d.conversation = k.id))
            """)
        .bind("conversation", conversation.value())
        .bind("domain", domain.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether they are, or were, in the domain. */
  boolean known(Handle handle, DomainId domain, AccountId person) {
    return handle
        .createQuery("select ever_in(:person, :domain)")
        .bind("person", person.value())
        .bind("domain", domain.value())
        .mapTo(Boolean.class)
        .one();
  }

  int count(Handle handle, DomainId domain) {
    return handle
        .createQuery("select count(*) from hold h where h.domain = :domain and h.lifted_at is null")
        .bind("domain", domain.value())
        .mapTo(Integer.class)
        .one();
  }

  /** Lifts one; empty if none stands. */
  Optional<HoldView> lift(ChangeTransaction tx, HoldId hold) {
    return tx.handle()
        .createQuery(
            """
            update hold set lifted_by = :by, lifted_at = clock_timestamp()
            where id = :id and domain = :domain and lifted_at is null
            returning id, conversation, person, reason, placed_by, placed_at
            """)
        .bind("id", hold.value())
        .bind("domain", tx.at().domain().value())
        .bind("by", tx.at().actor().value())
        .map(HoldStore::view)
        .findOne();
  }

  /** Those that stand, the newest first. */
  List<HoldView> standing(Handle handle, DomainId domain) {
    return handle
        .createQuery(SELECT + " order by h.placed_at desc, h.id")
        .bind("domain", domain.value())
        .map(HoldStore::view)
        .list();
  }

  Optional<HoldView> find(Handle handle, DomainId domain, HoldId hold) {
    return handle
        .createQuery(SELECT + " and h.id = :id")
        .bind("domain", domain.value())
        .bind("id", hold.value())
        .map(HoldStore::view)
        .findOne();
  }

  private static HoldView view(RowView row) {
    return new HoldView(
        new HoldId(row.getColumn("id", Long.class)),
        Optional.ofNullable(row.getColumn("conversation", Long.class)).map(ConversationId::new),
        Optional.ofNullable(row.getColumn("person", Long.class)).map(AccountId::new),
        row.getColumn("reason", String.class),
        new AccountId(row.getColumn("placed_by", Long.class)),
        row.getColumn("placed_at", OffsetDateTime.class).toInstant());
  }
}
