package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.mail.MailQuotas;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code mail_quota}: one for each mail that left, or will leave, on somebody's word. */
final class MailQuotaStore {
  /**
   * The time when each quota that is used up has room again; empty for those that have some.
   *
   * @param bot whether the inviter is one
   * @param fresh whether the home is a workspace in its first days, or none at all
   * @param overall until when the mail waits because of what everybody sent to the address
   */
  record Full(
      boolean bot,
      boolean fresh,
      Optional<Instant> inviter,
      Optional<Instant> conversation,
      Optional<Instant> home,
      Optional<Instant> address,
      Optional<Instant> overall) {}

  /** Takes the locks of these keys, or some of them; returns whether it has all now. */
  boolean tryLock(Handle handle, List<String> keys) {
    return handle
        .createQuery(
            """
            select bool_and(pg_try_advisory_xact_lock(hashtext('mail_quota'), hashtext(k.key)))
            from unnest(:keys) as k (key)
            """)
        .bind("keys", new SqlArray("text", keys))
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Reads all quotas at one time, under the locks. The first mail of a day that a home and an
   * inviter send to an address does not wait for what others sent: nobody can spend an address for
   * somebody else.
   */
  Full full(Handle handle, MailQuota.Sort sort, MailQuota.Asked asked, MailQuotas max) {
    return handle
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
                case when bot then :bot_max else :inviter_max end as inviter_max,
                case when fresh then :fresh_max else :home_max end as home_max
              from day)
            select bot, fresh,
              (select at + interval '1 day' from mail_quota
               where sort = :sort and inviter = :inviter and at > most.begin
               order by at desc offset greatest(most.inviter_max, 1) - 1 limit 1) as inviter,
              (select at + interval '1 day' from mail_quota
               where sort = :sort and conversation = :conversation and at > most.begin
               order by at desc offset :conversation_max - 1 limit 1) as conversation,
              (select at + interval '1 day' from mail_quota
               where sort = :sort and home = :home and at > most.begin
               order by at desc offset most.home_max - 1 limit 1) as home,
              (select at + interval '1 day' from mail_quota
               where sort = :sort and address = :address and home = :home and at > most.begin
               order by at desc offset :address_max - 1 limit 1) as address,
              (select leaves_at + interval '1 day' from mail_quota
               where sort = :sort and address = :address and leaves_at > most.begin
                 and exists (select from mail_quota
                             where sort = :sort and address = :address and leaves_at > most.begin
                               and (home = :home or inviter = :inviter))
               order by leaves_at desc offset :overall_max - 1 limit 1) as overall
            from most
            """)
        .bind("sort", sort.stored())
        .bind("inviter", asked.inviter().value())
        .bind("conversation", asked.conversation().map(id -> id.value()).orElse(0L))
        .bind("home", asked.home().value())
        .bind("address", asked.to().counted())
        .bind("fresh", (double) Limits.NEW_WORKSPACE_AGE.toSeconds())
        .bind("bot_max", max.perBot())
        .bind("inviter_max", max.perInviter())
        .bind("conversation_max", max.perConversation())
        .bind("fresh_max", max.perNewWorkspace())
        .bind("home_max", max.perWorkspace())
        .bind("address_max", max.perAddress())
        .bind("overall_max", max.perAddressOverall())
        .map(row ->
            new Full(
                row.getColumn("bot", Boolean.class),
                row.getColumn("fresh", Boolean.class),
                time(row, "inviter"),
                time(row, "conversation"),
                time(row, "home"),
                time(row, "address"),
                time(row, "overall")))
        .one();
  }

  private static Optional<Instant> time(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, Instant.class));
  }

  /** Counts a mail that leaves at {@code leaves}, or now. */
  void insert(
      Handle handle,
      long id,
      MailQuota.Sort sort,
      MailQuota.Asked asked,
      Optional<Instant> leaves) {
    handle
        .createUpdate(
            """
            insert into mail_quota (id, sort, inviter, home, conversation, address, leaves_at)
            values (:id, :sort, :inviter, :home, :conversation, :address,
              coalesce(:leaves, clock_timestamp()))
            """)
        .bind("id", id)
        .bind("sort", sort.stored())
        .bind("inviter", asked.inviter().value())
        .bind("home", asked.home().value())
        .bind("conversation", asked.conversation().map(conversation -> conversation.value()))
        .bind("address", asked.to().counted())
        .bind("leaves", leaves)
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
