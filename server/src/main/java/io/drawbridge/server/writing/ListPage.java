package io.drawbridge.server.writing;

import io.drawbridge.server.message.PagePlace;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A page of somebody's own texts, cut so that it stays far below an outbox.
 *
 * @param next where the next one begins; empty on the last page
 */
public record ListPage<T>(List<T> rows, Optional<String> next) {
  private static final int WEIGHT_MAX = 256 * 1024;

  /**
   * Cuts a page out of what was read.
   *
   * @param found one row more than the limit, if there are so many
   */
  public static <T> ListPage<T> cut(
      List<T> found, int limit, ToIntFunction<T> weight, Function<T, PagePlace> place) {
    int fitting = 0;
    int weighs = 0;
    while (fitting < Math.min(limit, found.size())) {
      weighs += weight.applyAsInt(found.get(fitting));
      if (fitting > 0 && weighs > WEIGHT_MAX) {
        break;
      }
      fitting++;
    }
    Optional<String> next =
        found.size() > fitting
            ? Optional.of(place.apply(found.get(fitting - 1)).text())
            : Optional.empty();
    return new ListPage<>(found.subList(0, fitting), next);
  }
}
