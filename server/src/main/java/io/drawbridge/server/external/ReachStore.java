package io.drawbridge.server.external;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ReachedConversation;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads the paths of one external in a workspace, those that a suspension lets rest included. */
final class ReachStore {
  /**
   * The conversations with their paths. Of one that the reader could not find there is no name
   * (7.3).
   */
  List<ReachedConversation> of(
      Handle snapshot, DomainId domain, AccountId person, long reader, int max) {
    return snapshot
        .createQuery(
            """
            select c.id, c.kind, p.grp, p.sponsor, p.until,
              timestamptz 'epoch' + p.from_mark * interval '1 microsecond' as since,
              listed_name(:reader, c.id) as name
            from lasting_path p join conversation c on c.id = p.conversation
            where p.person = :person and p.domain = :domain
            order by c.id, p.grp nulls first
            limit :max
            """)
        .bind("domain", domain.value())
        .bind("person", person.value())
        .bind("reader", reader)
        .bind("max", max)
        .map(ReachStore::reached)
        .list();
  }

  private static ReachedConversation reached(RowView row) {
    return new ReachedConversation(
        new ConversationId(row.getColumn("id", Long.class)),
        ConversationKind.valueOf(row.getColumn("kind", String.class).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("grp", Long.class)).map(ConversationId::new),
        Optional.ofNullable(row.getColumn("sponsor", Long.class)).map(AccountId::new),
        row.getColumn("since", Instant.class),
        Optional.ofNullable(row.getColumn("until", Instant.class)));
  }
}
