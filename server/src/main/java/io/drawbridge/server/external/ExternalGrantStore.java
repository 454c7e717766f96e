package io.drawbridge.server.external;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ExternalGrant;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.link.SelectionParameters;
import io.drawbridge.server.access.sponsor.GrantTermsRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads which externals hold links of their own in a workspace. */
final class ExternalGrantStore {
  /** A page, and the epoch of the snapshot it was read in. */
  record Page(long epoch, List<ExternalGrant> grants) {}

  private static final String GRANTS =
      """
      select a.id, a.name as person_name, a.kind = 'bot' as bot,
        unverified(a.kind, a.email) as unverified, c.id as conversation, c.kind,
             listed_name(:reader, c.id) as name, l.sponsor, l.changed_at as since, l.until,
             %s
      from external_own l
      join account a on a.id = l.person
      join conversation c on c.id = l.conversation
      where l.domain = :domain and %%s
      order by coalesce(l.person, 0), coalesce(l.grp, 0), coalesce(l.conversation, 0)
      limit :max
      """
          .formatted(GrantTermsRow.COLUMNS);

  private static final String AFTER =
      """
      (coalesce(l.person, 0), coalesce(l.grp, 0), coalesce(l.conversation, 0))
        > (:person, 0, :conversation)
      """;

  /**
   * A page in the order of people, then conversations; a suspended external keeps what they were
   * given.
   */
  Page page(Handle snapshot, DomainId domain, long reader, GrantCursor after, int max) {
    List<ExternalGrant> grants =
        snapshot
            .createQuery(GRANTS.formatted(AFTER))
            .bind("domain", domain.value())
            .bind("reader", reader)
            .bind("person", after.person())
            .bind("conversation", after.conversation())
            .bind("max", max)
            .map(ExternalGrantStore::grant)
            .list();
    return new Page(EpochStore.of(snapshot, domain), grants);
  }

  /** The first ones of a selection. */
  Page selected(
      Handle snapshot, DomainId domain, AccountId reader, ExternalSelection which, int max) {
    String sql = GRANTS.formatted(SelectedGrantStore.condition(which));
    List<ExternalGrant> grants =
        SelectionParameters.bind(snapshot.createQuery(sql), domain, which)
            .bind("reader", reader.value())
            .bind("max", max)
            .map(ExternalGrantStore::grant)
            .list();
    return new Page(EpochStore.of(snapshot, domain), grants);
  }

  private static ExternalGrant grant(RowView row) {
    return new ExternalGrant(
        new Person(
            new AccountId(row.getColumn("id", Long.class)),
            row.getColumn("person_name", String.class),
            true,
            row.getColumn("bot", Boolean.class),
            row.getColumn("unverified", Boolean.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        ConversationKind.valueOf(row.getColumn("kind", String.class).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("sponsor", Long.class)).map(AccountId::new),
        row.getColumn("since", Instant.class),
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        GrantTermsRow.read(row));
  }
}
