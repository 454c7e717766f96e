package io.drawbridge.server.retention;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Finds what is older than the policies of its workspace, its conversation and the groups that a
 * thread is addressed to keep it: the shortest of all. A backstage keeps nothing longer than the
 * conversation it belongs to.
 */
final class AgeStore {
  /** Comes before every conversation. */
  static final ConversationId FIRST = new ConversationId(1);

  /** The number under which nodes take turns. */
  private static final long TURN = 0x6b656570L;

  /**
   * A conversation that keeps nothing for good.
   *
   * @param below nobody sees what is not above this position
   * @param filesBefore files that were shared before this go too
   * @param left something is left that has to go
   * @param held a hold stands on it
   */
  record Due(
      ConversationId conversation,
      DomainId domain,
      long below,
      Optional<Instant> filesBefore,
      boolean left,
      boolean held) {}

  /** Returns whether this node may go on: no other one deletes at this moment. */
  boolean takes(Handle handle) {
    return handle
        .createQuery("select pg_try_advisory_xact_lock(:turn)")
        .bind("turn", TURN)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Moves the floors of some conversations to what is kept now, and returns all of them that keep
   * nothing for good, in the order of their ids. A position is never below the clock at which it
   * was given, so what stands below that of a moment is older than it.
   */
  List<Due> moved(Handle handle, ConversationId after, int max) {
    return handle
        .createQuery(
            """
            with kept as (
              select k.id, k.domain, k.first_pos,
                least(days(d.policies, 'retention_days'), days(k.policies, 'retention_days'),
                      days(b.policies, 'retention_days'), v.days) as days,
                least(days(d.policies, 'retention_files_days'), days(k.policies, 'retention_files_days'),
                      days(b.policies, 'retention_files_days'), v.file_days) as file_days
              from conversation k
              join domain d on d.id = k.domain
              left join conversation b on b.id = k.backstage_of
              cross join lateral (
                select min(days(g.policies, 'retention_days')) as days,
                  min(days(g.policies, 'retention_files_days')) as file_days
                from held_via l join conversation g on g.id = l.grp
                where l.conversation = coalesce(k.backstage_of, k.id)) v
              where k.id > :after
                and not exists (select from deleted_conversation x where x.conversation = k.id)
            ), due as (
              select w.id, w.domain, w.file_days, w.first_pos, case when w.days is null then 0 else
                (extract(epoch from clock_timestamp() - make_interval(days => w.days)) * 1000000)::bigint - 1
                end as pos
              from kept w
              where w.days is not null or w.file_days is not null
              order by w.id limit :max
            ), locked as materialized (
              select k.id, u.pos
              from conversation k join due u on u.id = k.id
              where k.first_pos < u.pos
                and exists (
                  select from message m
                  where m.conversation = k.id and m.pos > k.first_pos and m.pos <= u.pos)
              order by k.id for update of k
            ), moved as (
              update conversation k set first_pos = u.pos
              from locked u
              where k.id = u.id and k.first_pos < u.pos
              returning k.id
            )
            select u.id, u.domain, greatest(u.first_pos, case when m.id is not null then u.pos end) as below,
              case when u.file_days is not null
                then clock_timestamp() - make_interval(days => u.file_days) end as files_before,
              m.id is not null
                or exists (select from message o where o.conversation = u.id and o.pos <= u.first_pos)
                or exists (
                  select from file f
                  where f.conversation = u.id and f.pos is not null
                    and f.shared_at < clock_timestamp() - make_interval(days => u.file_days)) as has,
              held_whole(u.id) as held
            from due u left join moved m on m.id = u.id
            order by u.id
            """)
        .bind("after", after.value())
        .bind("max", max)
        .map((rows, context) ->
            new Due(
                new ConversationId(rows.getLong("id")),
                new DomainId(rows.getLong("domain")),
                rows.getLong("below"),
                Optional.ofNullable(rows.getObject("files_before", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant),
                rows.getBoolean("has"),
                rows.getBoolean("held")))
        .list();
  }

  /** Whether a hold stands on it. */
  boolean held(Handle handle, ConversationId conversation) {
    return handle
        .createQuery("select held_whole(:conversation)")
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Deletes some files that were shared too long ago; their messages stay, and are indexed again
   * without their names. Returns how many went.
   */
  int files(Handle handle, Due due, int max) {
    if (due.filesBefore().isEmpty()) {
      return 0;
    }
    return handle
        .createQuery(
            """
            with gone as (
              delete from file where id = any(array(
                select f.id from file f
                where f.conversation = :conversation and f.pos is not null and f.shared_at < :before
                order by f.pos limit :max))
              returning conversation, pos
            ), unworded as (
              update message m set terms = null
              from (select distinct g.conversation, g.pos from gone g) g
              where m.conversation = g.conversation and m.pos = g.pos and m.text is not null
            )
            select count(*) from gone
            """)
        .bind("conversation", due.conversation().value())
        .bind("before", due.filesBefore().orElseThrow())
        .bind("max", max)
        .mapTo(Integer.class)
        .one();
  }
}
