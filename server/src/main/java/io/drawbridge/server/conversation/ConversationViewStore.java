package io.drawbridge.server.conversation;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.ConversationState;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.facts.PolicyStore;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.ConversationViews;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Reads conversations as a reader may see them: one statement for any number of them, with the
 * right joined in. Thread-safe.
 */
public final class ConversationViewStore implements ConversationViews {
  /** The conversations asked for; which of them are shown is decided by the paths of the reader. */
  private static final String NAMED = "select c.* from conversation c where c.id = any(:ids)";

  /**
   * A page of the groups of a workspace that the reader may find: those within and, with a seat,
   * those listed.
   */
  private static final String LISTED =
      """
      select c.* from conversation c
      where c.domain = :domain and c.kind = 'group' and c.id > :after and c.state <> 'archived'
        and ((c.visibility <> 'secret' and seat_of(:reader, :domain) is not null)
          or exists (select from paths_of(:reader) p where p.conversation = c.id))
      order by c.id
      limit :limit
      """;

  /**
   * True if the workspace exists for the reader: by a seat, or by a group of it that they are in.
   */
  private static final String KNOWN =
      """
      select seat_of(:reader, :domain) is not null
          or exists (
            select from paths_of(:reader) p
            join conversation c on c.id = p.conversation
            where p.domain = :domain and c.kind = 'group')
      """;

  private static final String RENDER =
      """
      with apart as materialized (select a.conversation from apart_places(:reader) a),
      asked as materialized (
        select c.*, d.workspace, d.epoch, d.policies as workspace_policies
        from (%s) c join domain d on d.id = c.domain
      ),
      mine as materialized (
        select a.id as conversation, bool_or(p.role = 'admin') as admin,
               case when bool_or(p.until is null) then null else max(p.until) end as until
        from asked a
        cross join lateral (
          -- offset 0 keeps the planner from walking all the paths of the reader
          select * from paths_of(:reader) w where w.conversation = a.id offset 0) p
        group by a.id
      ),
      shown as materialized (
        select a.*, m.conversation is not null as inside, coalesce(m.admin, false) as admin, m.until
        from asked a left join mine m on m.conversation = a.id
        where m.conversation is not null or :listed
      ),
      source as materialized (
        select s.id as conversation, s.id as source from shown s
        union all
        select v.conversation, v.grp
        from held_via v
        where v.conversation in (select id from shown)
      ),
      outsider as materialized (
        select l.conversation as source, l.person
        from external_own l
        join (select distinct source from source) s on s.source = l.conversation
        where not exists (
          select from suspended t where t.person = l.person and t.domain = l.domain)
      ),
      -- Who is invited counts from then on, for those who may see that they are: members (7.5).
      awaited as materialized (
        select i.conversation as source, invited_as(i.email, i.id, i.person) as email
        from invitation i
        join (select distinct source from source) s on s.source = i.conversation
        where i.state in ('pending', 'undeliverable')
          and invitation_state(i.state, i.expires_at, i.until) <> 'expired'
          and exists (
            select from held_seat t where t.person = :reader and t.domain = i.domain)
      )
      select s.id, s.domain, s.workspace, s.epoch, s.workspace_policies, s.kind, s.name,
             s.visibility, s.state, s.details_locked, s.replies_locked, s.inside, s.admin, s.until,
             s.backstage_of,
             -- Nobody hears of one who is not in it.
             (select b.id from conversation b
              where b.backstage_of = s.id and s.inside and exists (
                select from held_own o where o.person = :reader and o.conversation = b.id)) as backstage,
             s.workspace is not null and not exists (
               select from held_seat t
               where t.person = :reader and t.domain = s.domain) as foreign_home,
             s.id in (select a.conversation from apart a) as apart,
             (select count(*) from (
               select o.person::text
               from source w join outsider o on o.source = w.source
               where w.conversation = s.id and (s.workspace is not null or o.person <> :reader)
                 and (w.source = w.conversation or not exists (
                   select from excluded x
                   where x.conversation = s.id and x.person = o.person))
               union
               select i.email from source w join awaited i on i.source = w.source
               where w.conversation = s.id
               limit 1000) e) as externals,
             case when s.kind = 'dm' then (
               select string_agg(shown_name(other.id, s.domain), ', ' order by lower(other.name), other.id)
               from account other
               where other.id <> :reader
                 and (s.id not in (select a.conversation from apart a)
                   or sees_person(:reader, other.id, s.domain))
                 and other.id in (
                 select p.person
                 from dated_path p
                 where p.conversation = s.id
                   and p.epochs && int8range((
                     select min(lower(own.epochs)) from dated_path own
                     where own.conversation = s.id and own.person = :reader), null))
             ) end as others,
             case when s.kind = 'dm' then (
               select string_agg(
                 case when i.person is null then i.email else shown_name(i.person, s.domain) end, ', '
                 order by i.email)
               from invitation i
               where i.conversation = s.id and i.inviter = :reader
                 and i.state in ('pending', 'undeliverable')
             ) end as awaited,
             case when s.kind = 'dm' then (select me.name from account me where me.id = :reader) end
               as own_name
      from shown s
      order by s.id
      """;

  private static final String RENDER_NAMED = RENDER.formatted(NAMED);
  private static final String RENDER_LISTED = RENDER.formatted(LISTED);

  private final Database database;

  public ConversationViewStore(Database database) {
    this.database = database;
  }

  /** A group of a directory; the tag says by which right it is shown. */
  record Listed(ConversationView view, Tag tag) {}

  /** A page of a directory; {@code known} is false for a workspace that the reader cannot know. */
  record Directory(boolean known, List<Listed> groups) {}

  @Override
  public Map<ConversationId, Rendered> render(
      AccountId reader, Collection<ConversationId> conversations) {
    return database.query(handle -> render(handle, reader, conversations));
  }

  @Override
  public Map<ConversationId, Rendered> render(
      Handle handle, AccountId reader, Collection<ConversationId> conversations) {
    if (conversations.isEmpty()) {
      return Map.of();
    }
    Map<ConversationId, Rendered> rendered = new LinkedHashMap<>();
    handle
        .createQuery(RENDER_NAMED)
        .bind("reader", reader.value())
        .bind("listed", false)
        .bindArray("ids", Long.class, conversations.stream().map(ConversationId::value).toList())
        .map((RowView row) -> new Rendered(view(row), within(row)))
        .forEach(one -> rendered.put(one.view().conversation(), one));
    return rendered;
  }

  /**
   * The groups of a domain after the given one, in the order of their ids, that the reader may
   * find.
   */
  Directory directory(AccountId reader, DomainId domain, long after, int limit) {
    return database.read(handle ->
        new Directory(
            handle
                .createQuery(KNOWN)
                .bind("reader", reader.value())
                .bind("domain", domain.value())
                .mapTo(Boolean.class)
                .one(),
            handle
                .createQuery(RENDER_LISTED)
                .bind("reader", reader.value())
                .bind("listed", true)
                .bind("domain", domain.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((RowView row) -> new Listed(view(row), witness(row)))
                .list()));
  }

  private static Tag witness(RowView row) {
    return inside(row) ? within(row) : new Tag.Seat(domain(row), epoch(row));
  }

  private static Tag.Conversation within(RowView row) {
    return new Tag.Conversation(
        domain(row),
        new ConversationId(row.getColumn("id", Long.class)),
        epoch(row),
        namesPeople(row) ? Whose.read(row.getColumn("apart", Boolean.class)) : Whose.NOBODYS);
  }

  /** Returns whether it is named after people: a DM. */
  private static boolean namesPeople(RowView row) {
    return row.getColumn("others", String.class) != null;
  }

  private static boolean inside(RowView row) {
    return row.getColumn("inside", Boolean.class);
  }

  private static DomainId domain(RowView row) {
    return new DomainId(row.getColumn("domain", Long.class));
  }

  private static long epoch(RowView row) {
    return row.getColumn("epoch", Long.class);
  }

  private static ConversationView view(RowView row) {
    @Nullable String visibility = row.getColumn("visibility", String.class);
    int externals = row.getColumn("externals", Integer.class);
    boolean foreign = row.getColumn("foreign_home", Boolean.class);
    PolicyStore.Badges badges =
        PolicyStore.badges(row.getColumn("workspace_policies", String.class));
    return new ConversationView(
        new ConversationId(row.getColumn("id", Long.class)),
        ConversationKind.valueOf(upper(row.getColumn("kind", String.class))),
        Optional.ofNullable(row.getColumn("workspace", Long.class)).map(WorkspaceId::new),
        name(row),
        Optional.ofNullable(visibility).map(it -> Visibility.valueOf(upper(it))),
        ConversationState.valueOf(upper(row.getColumn("state", String.class))),
        row.getColumn("details_locked", Boolean.class),
        row.getColumn("replies_locked", Boolean.class),
        externals > 0,
        Optional.of(externals).filter(_ -> !foreign),
        Optional.of(new AudienceToken(epoch(row)).text()).filter(_ -> !foreign),
        foreign,
        row.getColumn("admin", Boolean.class) ? ConversationRole.ADMIN : ConversationRole.MEMBER,
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        badges.inMessages(),
        badges.inInbox(),
        Optional.ofNullable(row.getColumn("backstage", Long.class)).map(ConversationId::new),
        Optional.ofNullable(row.getColumn("backstage_of", Long.class)).map(ConversationId::new));
  }

  /**
   * The name to show. A DM is named after the other people in it, else after the person one
   * invited, else after oneself.
   */
  private static String name(RowView row) {
    return Stream.of("others", "awaited", "own_name", "name")
        .map(column -> row.getColumn(column, String.class))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static String upper(String stored) {
    return stored.toUpperCase(Locale.ROOT);
  }
}
