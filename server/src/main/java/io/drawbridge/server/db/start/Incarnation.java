package io.drawbridge.server.db.start;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One life of a database. A database that went back in time, as it was restored from a backup or
 * failed over to a standby that lacks commits, begins another one: what clients know of the one
 * before may never have been.
 */
public final class Incarnation {
  private Incarnation() {}

  /** The reasons for which another life begins. */
  public enum Cause {
    RESTORED,
    FAILED_OVER
  }

  /** The code of the present one: a few letters and digits. */
  public static String code(Handle handle) {
    return handle
        .createQuery("select code from incarnation order by number desc limit 1")
        .mapTo(String.class)
        .one();
  }

  /**
   * Begins another one; returns its number.
   *
   * @param restoredTo of a restored one, the moment before which every commit is in it
   */
  public static int begin(Handle handle, Cause cause, Optional<Instant> restoredTo) {
    return handle
        .createQuery(
            """
            insert into incarnation (number, code, cause, restored_to)
            select coalesce(max(number), 0) + 1,
              substr(replace(gen_random_uuid()::text, '-', ''), 1, 12), :cause,
              cast(:restoredTo as timestamptz)
            from incarnation
            returning number
            """)
        .bind("cause", cause.name().toLowerCase(Locale.ROOT))
        .bind("restoredTo", restoredTo)
        .mapTo(Integer.class)
        .one();
  }
}
