package io.drawbridge.server.ledger;

import io.drawbridge.server.access.ledger.PastStore.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A page of a ledger. Whether a candidate belongs on it shows only when their past is looked at, so
 * it looks at some at a time until the page is full, or it has looked at many: then it ends early.
 *
 * @param next where the next one begins
 */
record LedgerPage<T>(List<T> entries, Optional<LedgerCursor> next) {
  /** Candidates that are read at once. */
  private static final int BATCH = 200;

  /** Candidates that are looked at for one page. */
  private static final int LOOKED_AT_MAX = 1_000;

  /**
   * @param read candidates behind one, at most so many, in their order
   * @param told what is to be told of each of these, if anything, in the same order
   */
  static <T> LedgerPage<T> fill(
      LedgerCursor from,
      int limit,
      BiFunction<Candidate, Integer, List<Candidate>> read,
      Function<List<Candidate>, List<Optional<T>>> told) {
    List<T> entries = new ArrayList<>();
    LedgerCursor at = from;
    for (int looked = 0; looked < LOOKED_AT_MAX; looked += BATCH) {
      List<Candidate> candidates = read.apply(at.behind(), BATCH);
      List<Optional<T>> answers = told.apply(candidates);
      for (int i = 0; i < candidates.size(); i++) {
        if (entries.size() == limit) {
          return new LedgerPage<>(entries, Optional.of(at));
        }
        answers.get(i).ifPresent(entries::add);
        at = at.behind(candidates.get(i));
      }
      if (candidates.size() < BATCH) {
        return new LedgerPage<>(entries, Optional.empty());
      }
    }
    return new LedgerPage<>(entries, Optional.of(at));
  }
}
