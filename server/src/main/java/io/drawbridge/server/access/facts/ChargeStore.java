package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AccessRules;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Finds the groups and threads that a change left without anybody in charge, and who is to be. It
 * means the same as {@link AccessRules} says of managers, over everybody in them. Looks where the
 * people are whose links the change wrote. Among the threads of a group it looks only where they
 * could have been in charge, so that a member who leaves a group of many threads costs no more than
 * what they were in charge of.
 */
public final class ChargeStore {
  private static final String VACANT =
      """
      with changed as materialized (
        select l.kind, l.person, l.grp, l.conversation, l.role from link l
        where l.domain = :domain and l.from_epoch = :epoch
        union
        select l.kind, l.person, l.grp, l.conversation, l.role from link l
        where l.domain = :domain and l.to_epoch = :epoch
      ),
      -- Who is or was an admin of the workspace was in charge wherever a path led them.
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
        join held_own l on l.person = g.person and l.domain = :domain
        where g.kind in ('seat', 'suspend')
      ),
      suspect as (
        select h.conversation from held h
        union
        select v.conversation from held h
        join held_via v on v.grp = h.conversation
        join conversation k on k.id = v.conversation
        where h.role = 'admin' or h.administers or k.starter = h.person
        union
        -- A person in charge of the group may be kept off the thread.
        select v.conversation from held h
        join excluded x on x.domain = :domain
        join held_via v on v.grp = h.conversation and v.conversation = x.conversation
        union
        select g.conversation from gone g where g.kind in ('via', 'exclude')
      ),
      vacant as materialized (
        select k.id, k.kind from suspect s
        join conversation k on k.id = s.conversation and k.kind in ('group', 'thread')
          and k.backstage_of is null
        where not exists (
          select from people_in(k.id) p
          where (p.role = 'admin' and seat_of(p.person, :domain) is not null)
             or seat_of(p.person, :domain) in ('owner', 'admin')
             or (k.kind = 'thread' and k.starter = p.person and seat_of(p.person, :domain) is not null))
      ),
      here as (
        select k.id, k.kind, p.person, p.since_epoch as since, p.link
        from vacant k
        cross join lateral (
          select * from held_path w where w.conversation = k.id offset 0) p
      )
      select distinct on (h.id) h.id, h.kind, h.person
      from here h
      join account a on a.id = h.person and a.kind = 'person'
      where seat_of(h.person, :domain) is not null
      order by h.id, h.since, h.link
      """;

  /** A group or thread that nobody is in charge of, and the member who is to be. */
  public record Vacancy(ConversationKind kind, ConversationId conversation, AccountId named) {}

  /**
   * The vacancies, each with the member who has been there longest; conversations without a member
   * are left out.
   */
  public List<Vacancy> vacant(Handle handle, DomainId domain, long epoch) {
    return handle
        .createQuery(VACANT)
        .bind("domain", domain.value())
        .bind("epoch", epoch)
        .map((rows, context) ->
            new Vacancy(
                WireName.parse(ConversationKind.class, rows.getString("kind")),
                new ConversationId(rows.getLong("id")),
                new AccountId(rows.getLong("person"))))
        .list();
  }
}
