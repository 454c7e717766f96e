package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.NewLink;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Finds who has to enter and to leave backstages because of the links that a change wrote (N-16).
 * In a backstage is who has a path to its conversation and a seat in the workspace, with the role
 * and the end of the strongest of these paths, or as an admin who started the thread. A suspension
 * covers the backstage as it covers all of the domain, so it is not asked for.
 */
public final class BackstageStore {
  /**
   * {@code suspect}: the backstages and people for whom something can be otherwise. {@code opened}
   * is a new backstage, where nobody is yet. The clock may have ended a link that is not logged.
   *
   * <p>Who comes in sees of the notes what is as old as what they see of the conversation, but for
   * somebody who was there as an external at any time: they see what comes.
   */
  private static final String DUE =
      """
      with changed as materialized (
        select l.kind, l.person, l.grp, l.conversation from link l
        where l.domain = :domain and l.from_epoch = :epoch
        union
        select l.kind, l.person, l.grp, l.conversation from link l
        where l.domain = :domain and l.to_epoch = :epoch
      ),
      own as materialized (
        select c.person, c.conversation from changed c where c.kind in ('direct', 'exclude')
        union
        select l.person, l.conversation
        from changed c
        join link l on l.person = c.person and l.kind = 'direct' and l.domain = :domain
          and l.to_epoch is null
        where c.kind = 'seat'
      ),
      suspect as materialized (
        select b.id as backstage, b.backstage_of as parent, o.person
        from own o join conversation b on b.backstage_of = o.conversation
        union
        select b.id, b.backstage_of, o.person
        from own o join conversation b on b.id = o.conversation and b.backstage_of is not null
        union
        select b.id, b.backstage_of, o.person
        from own o
        join link v on v.grp = o.conversation and v.kind = 'via'
          and (v.to_epoch is null or v.to_epoch = :epoch)
        join conversation b on b.backstage_of = v.conversation
        union
        select b.id, b.backstage_of, m.person
        from changed c
        join conversation b on b.backstage_of = c.conversation
        join link m on m.conversation = c.grp and m.kind = 'direct' and m.to_epoch is null
        where c.kind = 'via'
        union
        select b.id, b.backstage_of, p.person
        from conversation b
        cross join lateral (
          select p.person from lasting_path p where p.conversation = b.backstage_of offset 0) p
        where b.id = cast(:opened as bigint)
      ),
      wanted as materialized (
        select s.backstage, s.person, w.until,
               case when w.admin or (k.kind = 'thread' and k.starter = s.person)
                 then 'admin' else 'member' end as role
        from suspect s
        join conversation k on k.id = s.parent
        cross join lateral (
          select count(*) as paths, bool_or(p.role = 'admin') as admin,
                 case when bool_or(p.until is null) then null else max(p.until) end as until
          from (
            select * from lasting_path p
            where p.person = s.person and p.conversation = s.parent offset 0) p) w
        where w.paths > 0 and exists (
          select from held_seat t where t.person = s.person and t.domain = :domain)
      ),
      held as materialized (
        select s.backstage, s.person, l.id, l.role, l.until, l.opens_epoch, l.opens_pos,
               coalesce(l.since_epoch, l.from_epoch) as since, holds(l.to_epoch, l.until) as holds
        from suspect s
        join link l on l.person = s.person and l.kind = 'direct' and l.conversation = s.backstage
          and l.to_epoch is null
      )
      select s.backstage, s.person, h.id as held, h.holds, w.role, w.until,
        h.role = 'admin' and w.role = 'member'
          or coalesce(w.until < coalesce(h.until, 'infinity'), false) as less,
        case when h.holds then h.since end as since,
        case when h.holds then h.opens_epoch
             when w.role is null then 0 else coalesce(f.epoch, :epoch) end as opens_epoch,
        case when h.holds then h.opens_pos
             when w.role is null then 0 else coalesce(f.pos, :mark) end as opens_pos,
        case when h.id is not null and not h.holds then 'expired'
             else coalesce(
               (select l.end_reason from link l
                where l.domain = :domain and l.to_epoch = :epoch and l.person = s.person
                  and l.kind = 'direct'
                order by l.conversation = s.parent desc limit 1),
               (select 'excluded' from link x
                where x.domain = :domain and x.from_epoch = :epoch and x.person = s.person
                  and x.kind = 'exclude' and x.conversation = s.parent),
               'removed') end as reason
      from suspect s
      left join wanted w on w.backstage = s.backstage and w.person = s.person
      left join held h on h.backstage = s.backstage and h.person = s.person
      left join lateral (
        select f.epoch, f.pos from floor_of(s.person, s.parent) f
        where not exists (
          select from dated_path p
          where p.person = s.person and p.conversation = s.parent
            and not p.epochs <@ coalesce((
              select range_agg(int8range(t.from_epoch, t.to_epoch)) from link t
              where t.person = s.person and t.kind = 'seat' and t.domain = :domain), '{}'))
        ) f on cast(:opened as bigint) is null and (h.id is null or not h.holds)
      where case when w.role is null then h.id is not null
                 else h.id is null or not h.holds
                   or (h.role, h.until) is distinct from (w.role, w.until) end
      order by s.backstage, s.person
      """;

  /**
   * What has to happen to somebody's link to a backstage: it ends, or begins, or gives way to one
   * on other terms.
   *
   * @param held the link that stands
   * @param over it ends for good: because of the reason, or by the clock
   * @param less it gives way to one with a lower role or an earlier end
   */
  public record Due(
      ConversationId backstage,
      AccountId person,
      Optional<Long> held,
      boolean over,
      String reason,
      boolean less,
      Optional<NewLink> begins) {}

  /** What has to happen at this epoch; of a new backstage, all that begins there. */
  public List<Due> due(
      Handle handle, DomainId domain, long epoch, long mark, Optional<ConversationId> opened) {
    return handle
        .createQuery(DUE)
        .bind("domain", domain.value())
        .bind("epoch", epoch)
        .bind("mark", mark)
        .bind("opened", opened.map(ConversationId::value))
        .map((rows, context) -> due(rows))
        .list();
  }

  private static Due due(ResultSet row) throws SQLException {
    ConversationId backstage = new ConversationId(row.getLong("backstage"));
    AccountId person = new AccountId(row.getLong("person"));
    Optional<NewLink> begins = Optional.empty();
    if (row.getString("role") != null) {
      Terms terms =
          new Terms(
              WireName.parse(ConversationRole.class, row.getString("role")),
              new Opening(row.getLong("opens_epoch"), row.getLong("opens_pos")),
              Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant),
              Optional.empty(),
              Optional.empty());
      NewLink link = NewLink.direct(person, backstage, terms);
      Long since = row.getObject("since", Long.class);
      begins = Optional.of(since == null ? link : link.since(since));
    }
    Optional<Long> held = Optional.ofNullable(row.getObject("held", Long.class));
    return new Due(
        backstage,
        person,
        held,
        held.isPresent() && (begins.isEmpty() || !row.getBoolean("holds")),
        row.getString("reason"),
        row.getBoolean("less"),
        begins);
  }
}
