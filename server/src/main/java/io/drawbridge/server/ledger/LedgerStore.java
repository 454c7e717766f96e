package io.drawbridge.server.ledger;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.Id;
import io.drawbridge.protocol.ledger.LedgerMessage;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.Looker;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads what a ledger says besides: names, when a message was sent, how far marks have come. */
final class LedgerStore {
  /** The message, and the epoch that it is stamped with. */
  record Stamped(LedgerMessage message, long epoch) {}

  /** A conversation as the reader may see it. */
  record Place(ConversationId id, ConversationKind kind, Optional<String> name) {}

  /** How far the marks of a person have come, and when they moved last, if that was noted. */
  record Marks(
      AccountId person,
      long delivered,
      Optional<Instant> deliveredAt,
      long read,
      Optional<Instant> readAt) {}

  /** The time of this snapshot by the database's clock, in microseconds. */
  long nowMicros(Handle snapshot) {
    return snapshot
        .createQuery("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
        .mapTo(Long.class)
        .one();
  }

  /** A message of the domain; nothing of its text is read but whether there is one. */
  Optional<Stamped> message(
      Handle snapshot, DomainId domain, Looker looker, ConversationId conversation, long pos) {
    return snapshot
        .createQuery(
            """
            select c.id, c.kind, listed_name(:reader, c.id) as name, m.pos, m.epoch, m.author,
              m.sent_at, m.text is null as deleted
            from conversation c join message m on m.conversation = c.id and m.pos = :pos
            where c.id = :conversation and c.domain = :domain
            """)
        .bind("reader", looker.reader())
        .bind("conversation", conversation.value())
        .bind("domain", domain.value())
        .bind("pos", pos)
        .map((RowView row) ->
            new Stamped(
                new LedgerMessage(
                    new ConversationId(row.getColumn("id", Long.class)),
                    kind(row),
                    Optional.ofNullable(row.getColumn("name", String.class)),
                    row.getColumn("pos", Long.class),
                    new AccountId(row.getColumn("author", Long.class)),
                    row.getColumn("sent_at", Instant.class),
                    row.getColumn("deleted", Boolean.class)),
                row.getColumn("epoch", Long.class)))
        .findOne();
  }

  /** Those of the conversations that are of the domain. */
  Map<ConversationId, Place> places(
      Handle snapshot, DomainId domain, Looker looker, Collection<ConversationId> conversations) {
    return snapshot
        .createQuery(
            """
            select c.id, c.kind, listed_name(:reader, c.id) as name
            from conversation c
            where c.id = any(:conversations) and c.domain = :domain
            """)
        .bind("reader", looker.reader())
        .bind("domain", domain.value())
        .bind("conversations", numbers(conversations))
        .map((RowView row) ->
            new Place(
                new ConversationId(row.getColumn("id", Long.class)),
                kind(row),
                Optional.ofNullable(row.getColumn("name", String.class))))
        .collect(Collectors.toMap(Place::id, Function.identity()));
  }

  /** These people; external are those who have no seat now. */
  Map<AccountId, Person> people(Handle snapshot, DomainId domain, Collection<AccountId> people) {
    return snapshot
        .createQuery(
            """
            select a.id, shown_name(a.id, :domain) as name, a.kind = 'bot' as bot,
              unverified(a.kind, a.email) as unverified,
              not exists (
                select from held_seat s where s.person = a.id and s.domain = :domain) as external
            from account a
            where a.id = any(:people)
            """)
        .bind("domain", domain.value())
        .bind("people", numbers(people))
        .map((RowView row) ->
            new Person(
                new AccountId(row.getColumn("id", Long.class)),
                row.getColumn("name", String.class),
                row.getColumn("external", Boolean.class),
                row.getColumn("bot", Boolean.class),
                row.getColumn("unverified", Boolean.class)))
        .collect(Collectors.toMap(Person::id, Function.identity()));
  }

  /** The marks of those of these people who have any. */
  Map<AccountId, Marks> marks(
      Handle snapshot, ConversationId conversation, Collection<AccountId> people) {
    return snapshot
        .createQuery(
            """
            select k.account, k.delivered_pos, k.delivered_at, k.read_pos, k.read_at
            from marker k
            where k.account = any(:people) and k.conversation = :conversation
            """)
        .bind("conversation", conversation.value())
        .bind("people", numbers(people))
        .map((RowView row) ->
            new Marks(
                new AccountId(row.getColumn("account", Long.class)),
                row.getColumn("delivered_pos", Long.class),
                Optional.ofNullable(row.getColumn("delivered_at", Instant.class)),
                row.getColumn("read_pos", Long.class),
                Optional.ofNullable(row.getColumn("read_at", Instant.class))))
        .collect(Collectors.toMap(Marks::person, Function.identity()));
  }

  private static ConversationKind kind(RowView row) {
    return WireName.parse(ConversationKind.class, row.getColumn("kind", String.class));
  }

  private static Long[] numbers(Collection<? extends Id> ids) {
    return ids.stream().map(Id::value).toArray(Long[]::new);
  }
}
