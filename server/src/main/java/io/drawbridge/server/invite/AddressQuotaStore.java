package io.drawbridge.server.invite;

import org.jdbi.v3.core.Handle;

/**
 * Rows of {@code invitation_slot}: one for each invitation to an address in the last day. A key is
 * the address, with what the mails are for if it is something else.
 */
final class AddressQuotaStore {
  boolean tryLock(Handle handle, String key) {
    return handle
        .createQuery(
            "select pg_try_advisory_xact_lock(hashtext('invitation_slot'), hashtext(:email))")
        .bind("email", key)
        .mapTo(Boolean.class)
        .one();
  }

  /** Counts one more invitation, unless the address has had its share of the last day. */
  boolean add(Handle handle, long id, String key, int perDayMax) {
    return handle
            .createUpdate(
                """
                with old as (
                  delete from invitation_slot where email = :email and at <= clock_timestamp() - interval '1 day')
                insert into invitation_slot (id, email)
                select :id, :email
                where (select count(*) from invitation_slot
                       where email = :email and at > clock_timestamp() - interval '1 day') < :max
                """)
            .bind("id", id)
            .bind("email", key)
            .bind("max", perDayMax)
            .execute()
        == 1;
  }

  /** Forgets what no longer counts, of addresses that nobody invites any more. */
  int deleteOld(Handle handle, int max) {
    return handle
        .createUpdate(
            """
            delete from invitation_slot where id in (
              select id from invitation_slot where at <= clock_timestamp() - interval '1 day' limit :max)
            """)
        .bind("max", max)
        .execute();
  }
}
