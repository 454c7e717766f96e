package io.drawbridge.protocol.people;

import java.util.Optional;

/**
 * A number of externals, and what it may be.
 *
 * @param used how many there are
 * @param soft above how many admins are warned; absent: never
 * @param max how many there may be; absent: any number
 * @param state where the number stands between these
 */
public record QuotaUse(int used, Optional<Integer> soft, Optional<Integer> max, QuotaState state) {

  /** Says where the number stands. */
  public static QuotaUse of(int used, Optional<Integer> soft, Optional<Integer> max) {
    return new QuotaUse(used, soft, max, state(used, soft, max));
  }

  private static QuotaState state(int used, Optional<Integer> soft, Optional<Integer> max) {
    if (max.isPresent() && used >= max.get()) {
      return used > max.get() ? QuotaState.EXCEEDED : QuotaState.REACHED;
    }
    return soft.filter(it -> used > it).isPresent() ? QuotaState.WARNING : QuotaState.WITHIN;
  }
}
