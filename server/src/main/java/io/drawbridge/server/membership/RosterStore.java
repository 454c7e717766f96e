package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.GrantTerms;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.sponsor.GrantTermsRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Reads rosters for one reader. Each statement joins the reader's own path to the conversation, and
 * leaves out what they may not know: groups they are neither in nor may find.
 */
final class RosterStore {
  /** The reader, on whom everything below depends. */
  private static final String READER =
      """
      with reader as materialized (
        select d.id as domain, d.epoch, seat_of(:reader, d.id) as seat,
               exists (select from apart_places(:reader) a where a.conversation = :conversation) as apart
        from conversation c join domain d on d.id = c.domain
        where c.id = :conversation
          and exists (select from paths_of(:reader) p where p.conversation = :conversation))
      """;

  /** True if the reader may know of group g. */
  private static final String KNOWN =
      """
      (exists (select from paths_of(:reader) p where p.conversation = g.id)
        or coalesce(reader.seat in ('owner', 'admin'), false)
        or (reader.seat is not null and g.visibility <> 'secret'))
      """;

  private static final String STANDING =
      READER + "select domain, epoch, seat is not null as seated from reader";

  private static final String GROUPS =
      READER
          + """
          select g.id, g.name, exists (select from paths_of(:reader) p where p.conversation = g.id) as within,
                 v.until
          from reader
          join held_via v on v.conversation = :conversation
          join conversation g on g.id = v.grp
          where g.id > :after and %s
          order by g.id
          limit :limit
          """
              .formatted(KNOWN);

  private static final String PEOPLE =
      READER
          + """
          , way as materialized (
            select w.* from reader cross join lateral people_in(:conversation) w
            where (cast(:person as bigint) is null or w.person = :person)
              and (not reader.apart or sees_person(:reader, w.person, reader.domain))),
          page as materialized (
            select distinct w.person from way w where w.person > :after order by w.person limit :limit)
          select a.id, a.name, a.kind = 'bot' as bot,
                 unverified(a.kind, a.email) as unverified,
                 not exists (
                   select from held_seat s
                   where s.person = a.id and s.domain = reader.domain) as external,
                 way.role, way.until, way.sponsor, way.grp is not null as grouped,
                 l.id is not null as sponsored, %2$s,
                 case when %1$s then g.id end as grp,
                 case when %1$s then g.name end as grp_name,
                 exists (select from paths_of(:reader) p where p.conversation = g.id) as within
          from page
          join way on way.person = page.person
          join account a on a.id = page.person
          cross join reader
          left join conversation g on g.id = way.grp
          left join external_own l
            on l.person = way.person and l.conversation = :conversation and way.grp is null
          order by a.id, way.grp nulls first
          """
              .formatted(KNOWN, GrantTermsRow.COLUMNS);

  /** The reader's own standing, and the epoch of the snapshot all is read in. */
  record Standing(DomainId domain, long epoch, boolean seated) {}

  /** A group that leads people here. {@code within}: the reader is in it. */
  record GroupRow(ConversationId group, String name, boolean within, Optional<Instant> until) {}

  /** One path of one person. A path through a group that the reader may not know has no group. */
  record PersonRow(
      Person person,
      ConversationRole role,
      Optional<Instant> until,
      Optional<AccountId> sponsor,
      Optional<GrantTerms> terms,
      Path path,
      boolean within) {}

  /** The reader's standing; empty if no path leads them to the conversation. */
  Optional<Standing> standing(Handle handle, AccountId reader, ConversationId conversation) {
    return handle
        .createQuery(STANDING)
        .bind("reader", reader.value())
        .bind("conversation", conversation.value())
        .map((RowView row) ->
            new Standing(
                new DomainId(row.getColumn("domain", Long.class)),
                row.getColumn("epoch", Long.class),
                row.getColumn("seated", Boolean.class)))
        .findOne();
  }

  List<GroupRow> groups(
      Handle handle, AccountId reader, ConversationId conversation, long after, int limit) {
    return handle
        .createQuery(GROUPS)
        .bind("reader", reader.value())
        .bind("conversation", conversation.value())
        .bind("after", after)
        .bind("limit", limit)
        .map((RowView row) ->
            new GroupRow(
                new ConversationId(row.getColumn("id", Long.class)),
                row.getColumn("name", String.class),
                row.getColumn("within", Boolean.class),
                Optional.ofNullable(row.getColumn("until", Instant.class))))
        .list();
  }

  /**
   * The paths of at most {@code limit} people, in the order of their ids; or those of one person.
   */
  List<PersonRow> people(
      Handle handle,
      AccountId reader,
      ConversationId conversation,
      Optional<AccountId> person,
      long after,
      int limit) {
    return handle
        .createQuery(PEOPLE)
        .bind("reader", reader.value())
        .bind("conversation", conversation.value())
        .bind("person", person.map(AccountId::value).orElse(null))
        .bind("after", after)
        .bind("limit", limit)
        .map(RosterStore::personRow)
        .list();
  }

  private static PersonRow personRow(RowView row) {
    @Nullable Long group = row.getColumn("grp", Long.class);
    boolean grouped = row.getColumn("grouped", Boolean.class);
    return new PersonRow(
        new Person(
            new AccountId(row.getColumn("id", Long.class)),
            row.getColumn("name", String.class),
            row.getColumn("external", Boolean.class),
            row.getColumn("bot", Boolean.class),
            row.getColumn("unverified", Boolean.class)),
        "admin".equals(row.getColumn("role", String.class))
            ? ConversationRole.ADMIN
            : ConversationRole.MEMBER,
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        Optional.ofNullable(row.getColumn("sponsor", Long.class)).map(AccountId::new),
        row.getColumn("sponsored", Boolean.class)
            ? Optional.of(GrantTermsRow.read(row))
            : Optional.empty(),
        new Path(
            grouped ? PathKind.GROUP : PathKind.DIRECT,
            Optional.ofNullable(group).map(ConversationId::new),
            Optional.ofNullable(row.getColumn("grp_name", String.class))),
        row.getColumn("within", Boolean.class));
  }
}
