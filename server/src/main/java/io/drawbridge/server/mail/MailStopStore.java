package io.drawbridge.server.mail;

import org.jdbi.v3.core.Handle;

/** Rows of {@code mail_stop}. */
final class MailStopStore {
  void insert(Handle handle, String address, long home) {
    handle
        .createUpdate(
            "insert into mail_stop (address, home) values (:address, :home) on conflict do nothing")
        .bind("address", address)
        .bind("home", home)
        .execute();
  }

  void delete(Handle handle, String address, long home) {
    handle
        .createUpdate("delete from mail_stop where address = :address and home = :home")
        .bind("address", address)
        .bind("home", home)
        .execute();
  }

  boolean exists(Handle handle, String address, long home, long everybody) {
    return handle
        .createQuery(
            """
            select exists (
              select from mail_stop where address = :address and home in (:home, :everybody))
            """)
        .bind("address", address)
        .bind("home", home)
        .bind("everybody", everybody)
        .mapTo(Boolean.class)
        .one();
  }
}
