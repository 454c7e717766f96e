package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.EmailAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;

/**
 * How many invitations one address gets in a sliding day, over all workspaces together. Exact,
 * however many try at once: the count is taken under a lock of the address. Thread-safe.
 */
public final class AddressQuota {
  private static final Duration TRY_AGAIN = Duration.ofMillis(5);
  private static final int TRIES = 60;
  private static final int BATCH = 1_000;
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** No address begins like this. */
  private static final String ADDED = "added ";

  private final int perDayMax;
  private final Ids ids;
  private final AddressQuotaStore store = new AddressQuotaStore();

  public AddressQuota(int perDayMax, Ids ids) {
    this.perDayMax = perDayMax;
    this.ids = ids;
  }

  /**
   * Takes one of the day, in the caller's transaction.
   *
   * <p>The lock is tried, never waited for: two membership lanes that each hold one address and
   * want the other's would wait for ever.
   *
   * @throws Failure {@code limit_reached}; {@code busy} if others invite the address all the time
   */
  public void take(Handle handle, EmailAddress email) {
    if (!take(handle, email.value())) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "invitations to this address today: %d (limit: %d)".formatted(perDayMax, perDayMax));
    }
  }

  /**
   * Takes one of the day's mails about additions by name, which are counted apart; false if there
   * is none left. In the caller's transaction.
   *
   * @throws Failure {@code busy} if others add the owner of the address all the time
   */
  boolean takeForAddition(Handle handle, EmailAddress email) {
    return take(handle, ADDED + email.value());
  }

  private boolean take(Handle handle, String key) {
    for (int tries = 1; !store.tryLock(handle, key); tries++) {
      if (tries == TRIES) {
        throw Failure.busy("others invite this address right now", RETRY);
      }
      LockSupport.parkNanos(TRY_AGAIN.toNanos());
    }
    return store.add(handle, ids.next(), key, perDayMax);
  }

  /** Forgets what no longer counts, in small transactions; called now and then. Blocks. */
  public void forgetOld(Database database) {
    int forgotten;
    do {
      forgotten = database.write(handle -> store.deleteOld(handle, BATCH));
    } while (forgotten > 0);
  }
}
