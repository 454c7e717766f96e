package io.drawbridge.server.people;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.FoldedName;
import io.drawbridge.server.db.SqlArray;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** Reads who is a contact of whom, right and fact in one statement. */
final class ContactStore {
  private static final String AMONG =
      """
      with %s,
      %s
      select p.person,
             exists (
               select from held_seat s
               where s.person = p.person and s.domain = :home) as seated
      from unnest(:people) as p(person)
      where p.person = :asker
         or exists (select from seats y where %s)
         or exists (select from place x where %s)
         or exists (select from seats y where %s)
      """
          .formatted(
              CommonGround.SEATS,
              CommonGround.PLACES,
              CommonGround.SEATED,
              CommonGround.MEETS,
              CommonGround.GUESTS);

  /**
   * Members of the reader's workspaces by seat, and guests there whom the reader invited, or all
   * for who runs it; then people of the reader's conversations: those directly in them, and those
   * of groups that the reader is not in but shares a thread with, unless they are kept off that
   * very thread. Each row names the one right by which it is shown.
   */
  private static final String FIND =
      """
      with mine as materialized (
        select p.conversation, min(p.domain) as domain, bool_or(a.conversation is not null) as apart
        from paths_of(:reader) p left join apart_places(:reader) a on a.conversation = p.conversation
        where cast(:workspace as bigint) is null
        group by p.conversation),
      seats as materialized (
        select l.domain from held_seat l
        where l.person = :reader and seat_of(:reader, l.domain) is not null
          and (cast(:workspace as bigint) is null or l.domain = :workspace)),
      beside as materialized (
        select v.grp, v.conversation, v.domain, mine.apart
        from held_via v join mine on mine.conversation = v.conversation
        where v.grp not in (select conversation from mine)),
      witness as (
        select l.person, l.domain, null::bigint as conversation
        from seats
        join held_seat l on l.domain = seats.domain
        union all
        select g.person, g.domain, null
        from guests_named_by(:reader) g
        where cast(:workspace as bigint) is null
        union all
        select l.person, l.domain, l.conversation
        from mine
        join held_own l on l.conversation = mine.conversation
        where not mine.apart or sees_person(:reader, l.person, l.domain)
        union all
        select m.person, w.domain, w.conversation
        from (select distinct grp from beside) g
        join held_own m on m.conversation = g.grp
        cross join lateral (
          select b.domain, b.conversation from beside b
          where b.grp = g.grp
            and (not b.apart or sees_person(:reader, m.person, b.domain))
            and not exists (
              select from excluded x
              where x.person = m.person and x.conversation = b.conversation)
          order by b.conversation
          limit 1) w),
      found as (
        select distinct on (a.id) a.id, a.name, a.kind, a.email, w.domain, w.conversation
        from witness w
        join account a on a.id = w.person
        where a.id <> :reader
          and a.folded like all (:patterns)
          and not exists (
            select from suspended s where s.person = a.id and s.domain = w.domain)
        order by a.id, w.conversation nulls first)
      select f.id, f.name, f.kind = 'bot' as bot,
             unverified(f.kind, f.email) as unverified, f.domain, f.conversation, d.epoch,
             not exists (
               select from held_seat s
               where s.person = f.id and s.domain = f.domain) as external
      from found f join domain d on d.id = f.domain
      order by lower(f.name), f.id
      limit :limit
      """;

  /** A contact; {@code seated} says that they are a member of the home asked about. */
  record Contact(AccountId person, boolean seated) {}

  /** A person and the fact that both share. */
  record Found(Person person, Tag witness) {}

  /** Selects those of the people who are contacts of the caller. */
  List<Contact> among(
      Handle handle, AccountId caller, DomainId home, Collection<AccountId> people) {
    return handle
        .createQuery(AMONG)
        .bind("asker", caller.value())
        .bind("home", home.value())
        .bindArray("people", Long.class, people.stream().map(AccountId::value).toList())
        .map((RowView row) ->
            new Contact(
                new AccountId(row.getColumn("person", Long.class)),
                row.getColumn("seated", Boolean.class)))
        .list();
  }

  /**
   * Contacts with a word in their name that begins with each word given, in the order of their
   * names; with a workspace, its members only.
   */
  List<Found> find(
      Handle handle, AccountId reader, String prefix, Optional<WorkspaceId> workspace, int limit) {
    List<String> patterns = FoldedName.patterns(prefix);
    if (patterns.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(FIND)
        .bind("reader", reader.value())
        .bind("workspace", workspace.map(WorkspaceId::value).orElse(null))
        .bind("patterns", new SqlArray("text", patterns))
        .bind("limit", limit)
        .map(ContactStore::found)
        .list();
  }

  private static Found found(RowView row) {
    DomainId domain = new DomainId(row.getColumn("domain", Long.class));
    long epoch = row.getColumn("epoch", Long.class);
    @Nullable Long conversation = row.getColumn("conversation", Long.class);
    AccountId person = new AccountId(row.getColumn("id", Long.class));
    return new Found(
        new Person(
            person,
            row.getColumn("name", String.class),
            row.getColumn("external", Boolean.class),
            row.getColumn("bot", Boolean.class),
            row.getColumn("unverified", Boolean.class)),
        conversation == null
            ? new Tag.Seat(domain, epoch)
            : new Tag.Conversation(
                domain, new ConversationId(conversation), epoch, Whose.of(person)));
  }
}
