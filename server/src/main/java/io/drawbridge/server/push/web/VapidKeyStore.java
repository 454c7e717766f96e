package io.drawbridge.server.push.web;

import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Keeps the installation's key for push services: the row of {@code push_key}. */
final class VapidKeyStore {
  /**
   * The key as it is kept.
   *
   * @param point its public part
   * @param sealed its private part, which only this installation opens
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares keys
  record Stored(byte[] point, byte[] sealed) {}

  /**
   * The one that is there, or else a fresh one; what another node makes meanwhile is waited for.
   */
  Stored readOrMake(Handle handle, Supplier<Stored> fresh) {
    return read(handle)
        .orElseGet(() -> {
          Stored made = fresh.get();
          handle
              .createUpdate(
                  "insert into push_key (public, sealed) values (:public, :sealed) on conflict do"
                      + " nothing")
              .bind("public", made.point())
              .bind("sealed", made.sealed())
              .execute();
          return read(handle).orElseThrow();
        });
  }

  private static Optional<Stored> read(Handle handle) {
    return handle
        .createQuery("select public, sealed from push_key")
        .map(row ->
            new Stored(
                row.getColumn("public", byte[].class), row.getColumn("sealed", byte[].class)))
        .findOne();
  }

  /** Puts another in its place, and forgets the browsers that took pushes by the one before. */
  void replace(Handle handle, Stored fresh) {
    handle.execute("delete from push_device where kind = 'web'");
    handle
        .createUpdate(
            """
            update push_key set public = :public, sealed = :sealed, created_at = clock_timestamp()
            """)
        .bind("public", fresh.point())
        .bind("sealed", fresh.sealed())
        .execute();
  }
}
