package io.drawbridge.server.account.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Bounds wrong passwords by who tries them, never by the account alone: nobody can use up the
 * attempts of somebody else. An attempt counts before it is made, so that parallel ones cannot pass
 * together; it does not count if it was right, or could not be made. Thread-safe; of this node
 * alone.
 */
public final class AttemptLimit {
  /** Wrong passwords of one source for one address, of one known device, or of one session. */
  public static final int WRONG_MAX = 10;

  /** Wrong passwords of one source for all addresses. */
  static final int WRONG_PER_SOURCE_MAX = 100;

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final long KEYS_MAX = 100_000;

  private final Cache<Object, AtomicInteger> attempts =
      Caffeine.newBuilder().maximumSize(KEYS_MAX).expireAfterWrite(WINDOW).build();

  private record OfSource(ClientAddress source) {}

  private record Bound(AtomicInteger made, int max) {}

  /**
   * Makes an attempt of somebody who has proved something already: a device, a session.
   *
   * @return whether it was right
   * @throws Failure {@code rate_limited}
   */
  public boolean attempt(Object who, BooleanSupplier right) {
    return attempt(who, List.of(bound(who, WRONG_MAX)), right);
  }

  /**
   * Makes an attempt of a stranger on one account.
   *
   * @return whether it was right
   * @throws Failure {@code rate_limited}
   */
  public boolean attempt(Object onWhat, ClientAddress source, BooleanSupplier right) {
    record Stranger(Object onWhat, ClientAddress source) {}
    Stranger stranger = new Stranger(onWhat, source);
    return attempt(
        stranger,
        List.of(bound(stranger, WRONG_MAX), bound(new OfSource(source), WRONG_PER_SOURCE_MAX)),
        right);
  }

  private boolean attempt(Object who, List<Bound> bounds, BooleanSupplier right) {
    bounds.forEach(bound -> bound.made().incrementAndGet());
    boolean counts = false;
    try {
      if (bounds.stream().anyMatch(bound -> bound.made().get() > bound.max())) {
        throw Failure.rateLimited("too many wrong passwords", WINDOW);
      }
      boolean was = right.getAsBoolean();
      counts = !was;
      if (was) {
        attempts.invalidate(who);
      }
      return was;
    } finally {
      if (!counts) {
        bounds.forEach(bound -> bound.made().decrementAndGet());
      }
    }
  }

  private Bound bound(Object key, int max) {
    return new Bound(attempts.get(key, _ -> new AtomicInteger()), max);
  }
}
