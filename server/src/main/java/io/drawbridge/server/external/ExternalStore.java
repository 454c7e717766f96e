package io.drawbridge.server.external;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.QuotaRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads the externals of a workspace, each once: people who have or had a conversation of it, or
 * are guests of it, without being a member, and addresses that are invited. An invitation counts
 * with the person only if they are here already, so that nobody learns whose an address is (D3).
 */
final class ExternalStore {
  /** The states that are listed if nobody asks for others (HAP-21). */
  private static final List<ExternalState> PRESENT =
      List.of(
          ExternalState.ACTIVE,
          ExternalState.ORPHANED,
          ExternalState.PENDING,
          ExternalState.AWAITING_APPROVAL,
          ExternalState.SUSPENDED);

  /** All of them, or only one person. */
  private static final String EVERYBODY =
      """
      with own as (
        select x.person, count(distinct x.conversation) filter (where x.held) as grants,
          bool_or(x.held) as present,
          min(x.from_mark) as since, min(x.until) filter (where x.held) as until,
          min(x.confirm_by) filter (where x.held) as confirm_by,
          coalesce(bool_or(x.held and x.orphaned_until is not null), false) as orphaned,
          (array_agg(x.sponsor order by x.from_mark desc)
            filter (where x.sponsor is not null))[1] as sponsor,
          (array_agg(x.relation order by x.from_mark desc)
            filter (where x.relation is not null))[1] as relation,
          (array_agg(x.end_reason order by x.to_mark desc nulls first))[1] as end_reason
        from (
          select l.domain, l.person, l.conversation, l.held, l.from_mark, l.to_mark, l.until,
            l.orphaned_until, l.confirm_by, l.sponsor, l.relation, l.end_reason
          from external_link l
          where l.domain = :domain
          union all
          select g.domain, g.person, null, h.person is not null,
            (extract(epoch from g.since) * 1000000)::bigint,
            (extract(epoch from g.ended_at) * 1000000)::bigint, g.until, null, null, g.sponsor,
            g.relation, coalesce(g.end_reason, 'expired')
          from guest g
          left join held_guest h
            on h.person = g.person and h.domain = g.domain and g.ended_at is null
          where g.domain = :domain and not exists (
            select from held_seat s where s.person = g.person and s.domain = g.domain)) x
        where (cast(:only as bigint) is null or x.person = :only)
          and not exists (select from erased e where e.person = x.person and e.domain = x.domain)
        group by x.person
        having bool_or(x.held or x.sponsor is not null)
      ),
      invited as (
        select invited_as(i.email, i.id, i.person) as who, i.person, min(i.email) as email,
          count(*) as invitations,
          case when bool_and(i.waits) then 'awaiting_approval' else 'pending' end as state,
          min((extract(epoch from i.created_at) * 1000000)::bigint) as since,
          (array_agg(i.inviter order by i.created_at desc))[1] as sponsor,
          (array_agg(i.relation order by i.created_at desc)
            filter (where i.relation is not null))[1] as relation,
          (array_agg(i.name order by i.created_at desc)
            filter (where i.name is not null))[1] as name
        from (
          select id, domain, email, person, waits, created_at, inviter, relation, name, state,
            expires_at, until
          from invitation where domain = :domain
          union all
          select id, workspace, email, null, false, created_at, inviter, relation, name, state,
            expires_at, until
          from workspace_invitation where workspace = :domain and guest) i
        where i.state in ('pending', 'undeliverable')
          and (cast(:only as bigint) is null or i.person = :only
            or (i.email = (select email from account where id = :only)
              and listed_external(:only, :domain)))
          and invitation_state(i.state, i.expires_at, i.until) in ('pending', 'undeliverable')
        group by invited_as(i.email, i.id, i.person), i.person
      ),
      asked as (
        select v.email, sum(v.invitations) as invitations, max(v.state) as state,
          (array_agg(v.sponsor order by v.since desc))[1] as sponsor,
          (array_agg(v.relation order by v.since desc)
            filter (where v.relation is not null))[1] as relation
        from invited v where v.email is not null group by v.email
      ),
      places as (
        select p.who, count(*) as places from external_places(:domain) p group by p.who
      ),
      everybody as (
        select a.id as person, a.name, a.email, unverified(a.kind, a.email) as unverified,
          coalesce(a.email, a.id::text) as who, true as here, o.grants,
          coalesce(v.invitations, 0) as invitations,
          coalesce(p.places, 0) as places,
          case when exists (
                 select from suspended s
                 where s.domain = :domain and s.person = a.id) then 'suspended'
               when o.orphaned then 'orphaned'
               when o.present then 'active'
               when v.email is not null then v.state
               when o.end_reason = 'expired' then 'expired'
               else 'former' end as state,
          coalesce(o.sponsor, v.sponsor) as sponsor,
          coalesce(o.relation, v.relation) as relation, o.since, o.until, o.confirm_by,
          (select max(m.read_pos) from marker m join conversation c on c.id = m.conversation
           where m.account = a.id and c.domain = :domain and m.read_pos > 0) as seen
        from own o
        join account a on a.id = o.person
        left join asked v on v.email = a.email
        left join places p on p.who = coalesce(a.email, a.id::text)
        union all
        select v.person, coalesce(a.name, v.name), case when v.person is null then v.email end,
          v.email is null, v.who, false, 0, v.invitations,
          coalesce(p.places, 0), v.state, v.sponsor, v.relation, v.since, null, null, null
        from invited v
        left join account a on a.id = v.person
        left join places p on p.who = v.who
        where not exists (select from own o join account a on a.id = o.person where a.email = v.email)
      )
      """;

  private static final String WANTED =
      """
      wanted as (
        select e.*,
          case cast(:order as text)
            when 'name' then 0 when 'newest' then -e.since
            when 'grants' then -(e.grants + e.invitations) else coalesce(e.seen, 0) end as rank,
          left(lower(coalesce(e.name, e.email, '')), 40) as label,
          coalesce(e.person::text, md5(e.who)) as tie
        from everybody e
        where e.state = any(:states)
          and (cast(:class as text) is null
            or case e.places when 0 then null when 1 then 'single' else 'multi' end = :class)
          and (cast(:conversation as bigint) is null
            or exists (
              select from external_link x
              where x.person = e.person and x.conversation = :conversation and x.domain = :domain and x.held)
            or exists (
              select from invitation i
              where case when e.here then i.email = e.email
                  else invited_as(i.email, i.id, i.person) = e.who end
                and i.conversation = :conversation and i.domain = :domain
                and invitation_state(i.state, i.expires_at, i.until) in ('pending', 'undeliverable')))
          and (cast(:mailDomain as text) is null or split_part(e.email, '@', 2) = :mailDomain)
          and (cast(:sponsor as bigint) is null or e.sponsor = :sponsor)
          and (cast(:relation as text) is null or lower(e.relation) = lower(:relation))
          and (cast(:text as text) is null
            or position(lower(:text) in lower(coalesce(e.name, ''))) > 0
            or position(lower(:text) in coalesce(e.email, '')) > 0)
          and (cast(:sinceFrom as bigint) is null or e.since >= :sinceFrom)
          and (cast(:sinceTo as bigint) is null or e.since < :sinceTo)
          and (cast(:unseen as bigint) is null or coalesce(e.seen, 0) < :unseen)
      )
      """;

  private static final String PAGE =
      """
      select w.*, (select count(*) from wanted) as total,
        (select epoch from domain where id = :domain) as epoch
      from wanted w
      where (w.rank, w.label, w.tie) > (:rank, :label, :tie)
      order by w.rank, w.label, w.tie
      limit :max
      """;

  /**
   * A part of the list.
   *
   * @param total how many are wanted in all; 0 on an empty page
   * @param epoch of the snapshot; 0 on an empty page
   */
  record Page(List<Row> rows, int total, long epoch) {}

  /** An entry, and where it stands in the order. */
  record Row(ExternalEntry entry, ExternalCursor cursor, int total, long epoch) {}

  Page page(
      Handle snapshot,
      DomainId domain,
      ExternalFilter filter,
      ExternalOrder order,
      ExternalCursor after,
      int max) {
    List<Row> rows =
        bind(snapshot.createQuery(EVERYBODY + ", " + WANTED + PAGE), domain, filter)
            .bind("order", order.wire())
            .bind("rank", after.rank())
            .bind("label", after.label())
            .bind("tie", after.tie())
            .bind("max", max)
            .map(ExternalStore::row)
            .list();
    return rows.isEmpty()
        ? new Page(rows, 0, 0)
        : new Page(rows, rows.getFirst().total(), rows.getFirst().epoch());
  }

  /** The names of some workspaces. */
  Map<WorkspaceId, String> workspaces(Handle handle, int max) {
    return handle
        .createQuery("select id, name from workspace order by created_at, id limit :max")
        .bind("max", max)
        .map((RowView row) ->
            Map.entry(
                new WorkspaceId(row.getColumn("id", Long.class)),
                row.getColumn("name", String.class)))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
  }

  /** One person, whatever their state; empty if they have and had nothing here. */
  Optional<Row> find(Handle snapshot, DomainId domain, AccountId person) {
    return snapshot
        .createQuery(
            EVERYBODY
                + """
                select e.*, 0::bigint as rank, '' as label, '' as tie, 1 as total,
                  (select epoch from domain where id = :domain) as epoch
                from everybody e where e.person = :only
                """)
        .bind("domain", domain.value())
        .bind("only", person.value())
        .map(ExternalStore::row)
        .findOne();
  }

  private static Query bind(Query query, DomainId domain, ExternalFilter filter) {
    return query
        .bind("domain", domain.value())
        .bind("only", Optional.<Long>empty())
        .bindArray(
            "states",
            String.class,
            filter.states().orElse(PRESENT).stream().map(WireName::wire).toList())
        .bind("class", filter.externalClass().map(WireName::wire))
        .bind("conversation", filter.conversation().map(ConversationId::value))
        .bind("mailDomain", filter.mailDomain())
        .bind("sponsor", filter.sponsor().map(AccountId::value))
        .bind("relation", filter.relation())
        .bind("text", filter.text())
        .bind("sinceFrom", filter.sinceFrom().map(ExternalStore::micros))
        .bind("sinceTo", filter.sinceTo().map(ExternalStore::micros))
        .bind("unseen", filter.unseenSince().map(ExternalStore::micros));
  }

  private static Row row(RowView row) {
    ExternalEntry entry =
        new ExternalEntry(
            Optional.ofNullable(row.getColumn("person", Long.class)).map(AccountId::new),
            Optional.ofNullable(row.getColumn("name", String.class)),
            Optional.ofNullable(row.getColumn("email", String.class)),
            row.getColumn("unverified", Boolean.class),
            WireName.parse(ExternalState.class, row.getColumn("state", String.class)),
            QuotaRules.classOf(row.getColumn("places", Integer.class)),
            row.getColumn("grants", Integer.class),
            row.getColumn("invitations", Integer.class),
            Optional.ofNullable(row.getColumn("sponsor", Long.class)).map(AccountId::new),
            Optional.ofNullable(row.getColumn("relation", String.class)),
            time(row.getColumn("since", Long.class)),
            Optional.ofNullable(row.getColumn("seen", Long.class)).map(ExternalStore::time),
            Optional.ofNullable(row.getColumn("until", Instant.class)),
            Optional.ofNullable(row.getColumn("confirm_by", Instant.class)));
    ExternalCursor cursor =
        new ExternalCursor(
            row.getColumn("rank", Long.class),
            row.getColumn("label", String.class),
            row.getColumn("tie", String.class));
    return new Row(
        entry, cursor, row.getColumn("total", Integer.class), row.getColumn("epoch", Long.class));
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
