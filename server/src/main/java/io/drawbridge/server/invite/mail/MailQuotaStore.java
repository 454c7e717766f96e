package io.drawbridge.server.invite.mail;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.mail.MailQuotas;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code mail_quota}: one for each mail that left, or will leave, on somebody's word. */
final class MailQuotaStore {
  /**
   * The quotas that are used up, or will be within a request, each with when it has room again.
   *
   * @param bot whether the inviter is one
   * @param fresh whether the home is a workspace in its first days, or none at all
   * @param addresses by the number of the mail asked for
   * @param overalls until when a mail waits because of what everybody sent to the address
   */
  record Used(
      boolean bot,
      boolean fresh,
      Latest inviter,
      Latest conversation,
      Latest home,
      Map<Integer, Instant> addresses,
      Map<Integer, Instant> overalls) {
    Optional<Instant> address(int number) {
      return Optional.ofNullable(addresses.get(number));
    }

    Optional<Instant> overall(int number) {
      return Optional.ofNullable(overalls.get(number));
    }
  }

  /**
   * The mails of a quota that will decide of those of a request.
   *
   * @param asked how many the request wants
   * @param ends when each of them counts no more, the newest first; those before them do not matter
   * @param next when a mail of now counts no more
   */
  record Latest(int asked, List<Instant> ends, Instant next) {
    /** When there is room again, if {@code more} mails of now use the quota up. */
    Optional<Instant> full(int max, int more) {
      int last = max - 1 - more;
      if (last < 0) {
        return Optional.of(next);
      }
      int at = last - Math.max(max - asked, 0);
      return at < ends.size() ? Optional.of(ends.get(at)) : Optional.empty();
    }
  }

  /** A mail that is counted, and leaves then, or now. */
  record Row(long id, MailQuota.Asked asked, Optional<Instant> leaves) {}

  /**
   * Takes the locks of these keys, one after the other until one is not free; returns whether it
   * has all now. All transactions take them in one order, so that none holds what another one waits
   * for while it waits itself.
   */
  boolean tryLock(Handle handle, Collection<String> keys) {
    return handle
        .createQuery(
            """
            with recursive wanted as (
              select hash, row_number() over (order by hash) as n
              from (select distinct hashtext(k.key) as hash from unnest(:keys) as k (key)) as h
            ), taken as (
              select n, pg_try_advisory_xact_lock(hashtext('mail_quota'), hash) as held
              from wanted where n = 1
              union all
              select w.n, pg_try_advisory_xact_lock(hashtext('mail_quota'), w.hash)
              from taken t join wanted w on w.n = t.n + 1
              where t.held)
            select bool_and(held) from taken
            """)
        .bind("keys", new SqlArray("text", List.copyOf(keys)))
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Reads all quotas at one time, under the locks. The first mail of a day that a home and an
   * inviter send to an address does not wait for what others sent: nobody can spend an address for
   * somebody else.
   *
   * @param asked of one inviter from one home into one conversation, to an address each
   */
  Used used(Handle handle, MailQuota.Sort sort, List<MailQuota.Asked> asked, MailQuotas max) {
    MailQuota.Asked first = asked.getFirst();
    List<Line> lines =
        handle
            .createQuery(
                """
                with day as (
                  select clock_timestamp() - interval '1 day' as begin,
                    coalesce((select kind = 'bot' from account where id = :inviter), true) as bot,
                    coalesce(
                      (select w.created_at > clock_timestamp() - make_interval(secs => :fresh)
                       from domain d join workspace w on w.id = d.workspace where d.id = :home),
                      true) as fresh),
                most as (
                  select day.*,
                    greatest(case when bot then :bot_max else :inviter_max end, 1) as inviter_max,
                    case when fresh then :fresh_max else :home_max end as home_max
                  from day),
                asked as (select a.address, a.n - 1 as n
                          from unnest(:addresses) with ordinality as a (address, n)),
                used as (
                  select 'inviter' as quota, 0 as n, t.at from most cross join lateral (
                    select at from mail_quota
                    where sort = :sort and inviter = :inviter and at > most.begin
                    order by at desc
                    offset greatest(most.inviter_max - :asked, 0) limit :asked) t
                  union all
                  select 'conversation', 0, t.at from most cross join lateral (
                    select at from mail_quota
                    where sort = :sort and conversation = :conversation and at > most.begin
                    order by at desc
                    offset greatest(:conversation_max - :asked, 0) limit :asked) t
                  union all
                  select 'home', 0, t.at from most cross join lateral (
                    select at from mail_quota
                    where sort = :sort and home = :home and at > most.begin
                    order by at desc
                    offset greatest(most.home_max - :asked, 0) limit :asked) t
                  union all
                  select 'address', asked.n, t.at from most cross join asked cross join lateral (
                    select at from mail_quota
                    where sort = :sort and address = asked.address and home = :home and at > most.begin
                    order by at desc offset :address_max - 1 limit 1) t
                  union all
                  select 'overall', asked.n, t.leaves_at from most cross join asked cross join lateral (
                    select leaves_at from mail_quota
                    where sort = :sort and address = asked.address and leaves_at > most.begin
                      and exists (select from mail_quota
                                  where sort = :sort and address = asked.address
                                    and leaves_at > most.begin
                                    and (home = :home or inviter = :inviter))
                    order by leaves_at desc offset :overall_max - 1 limit 1) t)
                select most.bot, most.fresh, most.begin + interval '2 days' as next,
                  coalesce(used.quota, '') as quota, coalesce(used.n, 0) as n,
                  used.at + interval '1 day' as ends
                from most left join used on true
                order by used.at desc
                """)
            .bind("sort", sort.stored())
            .bind("inviter", first.inviter().value())
            .bind("conversation", first.conversation().map(id -> id.value()).orElse(0L))
            .bind("home", first.home().value())
            .bind(
                "addresses",
                new SqlArray("text", asked.stream().map(each -> each.to().counted()).toList()))
            .bind("asked", asked.size())
            .bind("fresh", (double) Limits.NEW_WORKSPACE_AGE.toSeconds())
            .bind("bot_max", max.perBot())
            .bind("inviter_max", max.perInviter())
            .bind("conversation_max", max.perConversation())
            .bind("fresh_max", max.perNewWorkspace())
            .bind("home_max", max.perWorkspace())
            .bind("address_max", max.perAddress())
            .bind("overall_max", max.perAddressOverall())
            .map(MailQuotaStore::line)
            .list();
    return used(lines, asked.size());
  }

  /** One row of {@link #used}: a mail that uses a quota up, or none at all. */
  private record Line(
      boolean bot, boolean fresh, Instant next, String quota, int number, Instant ends) {
    boolean of(String which) {
      return quota.equals(which);
    }
  }

  private static Line line(RowView row) {
    Instant next = row.getColumn("next", Instant.class);
    return new Line(
        row.getColumn("bot", Boolean.class),
        row.getColumn("fresh", Boolean.class),
        next,
        row.getColumn("quota", String.class),
        row.getColumn("n", Integer.class),
        Optional.ofNullable(row.getColumn("ends", Instant.class)).orElse(next));
  }

  private static Used used(List<Line> lines, int asked) {
    Line any = lines.getFirst();
    return new Used(
        any.bot(),
        any.fresh(),
        latest(lines, "inviter", asked),
        latest(lines, "conversation", asked),
        latest(lines, "home", asked),
        byNumber(lines, "address"),
        byNumber(lines, "overall"));
  }

  private static Latest latest(List<Line> lines, String quota, int asked) {
    List<Instant> ends = lines.stream().filter(it -> it.of(quota)).map(Line::ends).toList();
    return new Latest(asked, ends, lines.getFirst().next());
  }

  private static Map<Integer, Instant> byNumber(List<Line> lines, String quota) {
    return lines.stream()
        .filter(it -> it.of(quota))
        .collect(Collectors.toMap(Line::number, Line::ends));
  }

  /** Counts mails, by one statement. */
  void insert(Handle handle, MailQuota.Sort sort, List<Row> rows) {
    Columns columns =
        Columns.empty()
            .number("ids")
            .number("inviters")
            .number("homes")
            .number("conversations")
            .text("addresses")
            .text("leaves");
    for (Row row : rows) {
      MailQuota.Asked asked = row.asked();
      columns.add(
          row.id(),
          asked.inviter().value(),
          asked.home().value(),
          asked.conversation().map(conversation -> conversation.value()).orElse(null),
          asked.to().counted(),
          row.leaves().map(Instant::toString).orElse(null));
    }
    columns
        .bind(
            handle.createUpdate(
                """
                insert into mail_quota (id, sort, inviter, home, conversation, address, leaves_at)
                select r.id, :sort, r.inviter, r.home, r.conversation, r.address,
                  coalesce(r.leaves::timestamptz, clock_timestamp())
                from unnest(:ids, :inviters, :homes, :conversations, :addresses, :leaves)
                  as r (id, inviter, home, conversation, address, leaves)
                """))
        .bind("sort", sort.stored())
        .execute();
  }

  /** Forgets what no longer counts. */
  int deleteOld(Handle handle, int max) {
    return handle
        .createUpdate(
            """
            delete from mail_quota where id in (
              select id from mail_quota where leaves_at <= clock_timestamp() - interval '1 day' limit :max)
            """)
        .bind("max", max)
        .execute();
  }
}
