package io.drawbridge.server.access;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.frame.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.InCharge;
import java.util.List;

/**
 * Finds the groups and threads that a change left without anybody in charge, and who is to be: the
 * same as {@link AccessRules} says of managers, over everybody in them. Looks where those are whose
 * links the change wrote; among the threads of a group only where they could have been in charge,
 * so that a member who leaves a group of many threads costs what they were in charge of and no
 * more.
 */
final class ChargeStore {
  private static final String CONCERNED =
      """
      select exists (
        select from (
          select l.kind, l.person from link l where l.domain = :domain and l.from_epoch = :epoch
          union all
          select l.kind, l.person from link l where l.domain = :domain and l.to_epoch = :epoch) c
        where c.kind <> 'direct'
           or exists (
             select from link s
             where s.person = c.person and s.kind = 'seat' and s.domain = :domain
               and (s.to_epoch is null or s.to_epoch = :epoch)))
      """;

  private static final String VACANT =
      """
      with changed as materialized (
        select l.kind, l.person, l.grp, l.conversation, l.role from link l
        where l.domain = :domain and l.from_epoch = :epoch
        union
        select l.kind, l.person, l.grp, l.conversation, l.role from link l
        where l.domain = :domain and l.to_epoch = :epoch
      ),
      -- Whoever is or was an admin of the workspace was in charge wherever a path led them.
      gone as materialized (
        select c.*, exists (
            select from link s
            where s.person = c.person and s.domain = :domain and s.kind = 'seat'
              and s.role in ('owner', 'admin') and (s.to_epoch is null or s.to_epoch = :epoch)) as administers
        from changed c
      ),
      held as materialized (
        select g.kind, g.person, g.conversation, g.role, g.administers from gone g where g.kind = 'direct'
        union
        select g.kind, l.person, l.conversation, l.role, g.administers
        from gone g
        join link l on l.person = g.person and l.domain = :domain and l.kind = 'direct'
          and l.to_epoch is null
        where g.kind in ('seat', 'suspend')
      ),
      suspect as (
        select h.conversation from held h
        union
        select v.conversation from held h
        join link v on v.kind = 'via' and v.grp = h.conversation and v.to_epoch is null
        join conversation k on k.id = v.conversation
        where h.role = 'admin' or h.administers or k.starter = h.person
        union
        -- Whoever is in charge of the group may be kept off the thread.
        select v.conversation from held h
        join link x on x.domain = :domain and x.kind = 'exclude' and x.to_epoch is null
        join link v on v.kind = 'via' and v.grp = h.conversation and v.conversation = x.conversation
          and v.to_epoch is null
        union
        select g.conversation from gone g where g.kind in ('via', 'exclude')
      ),
      vacant as materialized (
        select k.id, k.kind from suspect s
        join conversation k on k.id = s.conversation and k.kind in ('group', 'thread')
        where not exists (
          select from people_in(k.id) p
          where (p.role = 'admin' and seat_of(p.person, :domain) is not null)
             or seat_of(p.person, :domain) in ('owner', 'admin')
             or (k.kind = 'thread' and k.starter = p.person and seat_of(p.person, :domain) is not null))
      ),
      here as (
        select k.id, k.kind, l.person, coalesce(l.since_epoch, l.from_epoch) as since, l.id as link
        from vacant k
        join link l on l.conversation = k.id and l.kind = 'direct' and l.to_epoch is null
          and (l.until is null or l.until > clock_timestamp())
        union all
        select k.id, k.kind, m.person, greatest(coalesce(m.since_epoch, m.from_epoch), v.from_epoch), m.id
        from vacant k
        join link v on v.conversation = k.id and v.kind = 'via' and v.to_epoch is null
          and (v.until is null or v.until > clock_timestamp())
        join link m on m.conversation = v.grp and m.kind = 'direct' and m.to_epoch is null
          and (m.until is null or m.until > clock_timestamp())
        where not exists (
          select from link x
          where x.kind = 'exclude' and x.conversation = k.id and x.person = m.person
            and x.to_epoch is null)
      )
      select distinct on (h.id) h.id, h.kind, h.person
      from here h
      join account a on a.id = h.person and a.kind = 'person'
      where seat_of(h.person, :domain) is not null
      order by h.id, h.since, h.link
      """;

  /**
   * Whether the change can have left anybody's charge vacant, or filled one: externals are never in
   * charge, so their own links, which most changes are about, alter nothing. Cheap, where {@link
   * #vacant} is not.
   */
  boolean concerned(At at) {
    return at.handle()
        .createQuery(CONCERNED)
        .bind("domain", at.domain().value())
        .bind("epoch", at.epoch())
        .mapTo(Boolean.class)
        .one();
  }

  /** A group or thread that nobody is in charge of, and the member who is to be. */
  record Vacancy(ConversationKind kind, InCharge named) {}

  /** The member of each who has been there longest; what no member is in is left out. */
  List<Vacancy> vacant(At at) {
    return at.handle()
        .createQuery(VACANT)
        .bind("domain", at.domain().value())
        .bind("epoch", at.epoch())
        .map((rows, context) ->
            new Vacancy(
                WireName.parse(ConversationKind.class, rows.getString("kind")),
                new InCharge(
                    new ConversationId(rows.getLong("id")), new AccountId(rows.getLong("person")))))
        .list();
  }
}
