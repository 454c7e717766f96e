package io.drawbridge.server.invite;

import io.drawbridge.server.mail.EmailAddress;
import org.jdbi.v3.core.Handle;

/** Rows of {@code invitation_slot}: one for each invitation to an address in the last day. */
final class AddressQuotaStore {
  boolean tryLock(Handle handle, EmailAddress email) {
    return handle
        .createQuery(
            "select pg_try_advisory_xact_lock(hashtext('invitation_slot'), hashtext(:email))")
        .bind("email", email.value())
        .mapTo(Boolean.class)
        .one();
  }

  void forgetOld(Handle handle, EmailAddress email) {
    handle
        .createUpdate(
            """
            delete from invitation_slot where email = :email and at <= clock_timestamp() - interval '1 day'
            """)
        .bind("email", email.value())
        .execute();
  }

  int count(Handle handle, EmailAddress email) {
    return handle
        .createQuery("select count(*) from invitation_slot where email = :email")
        .bind("email", email.value())
        .mapTo(Integer.class)
        .one();
  }

  void add(Handle handle, long id, EmailAddress email) {
    handle
        .createUpdate("insert into invitation_slot (id, email) values (:id, :email)")
        .bind("id", id)
        .bind("email", email.value())
        .execute();
  }
}
