package io.drawbridge.load.history;

import io.drawbridge.load.history.model.AccessModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frames that one device is to get of one conversation since it was opened, and those it got:
 * exactly these, in order, once. Nothing is expected of a stream that was never opened. Not
 * thread-safe.
 */
final class Stream {
  private final List<Due> due = new ArrayList<>();
  private final List<Came> came = new ArrayList<>();

  /** The number of those that came and have been found right. */
  private int right;

  /** Something to come, by its number in the {@link AccessModel}. */
  private record Due(int number, String what) {}

  private record Came(long pos, String what) {}

  void expect(int number, String what) {
    due.add(new Due(number, what));
  }

  void arrived(long pos, String what) {
    came.add(new Came(pos, what));
  }

  boolean waits() {
    return came.size() < due.size();
  }

  /** The fault in what came until now, if there is one. */
  Optional<String> fault() {
    return waits() ? Optional.of("%d of %d came".formatted(came.size(), due.size())) : beginning();
  }

  /** The fault in the part that came until now; more may be to come. */
  Optional<String> beginning() {
    for (; right < came.size(); right++) {
      Came next = came.get(right);
      if (right >= due.size()) {
        return Optional.of("too much came: " + next);
      }
      if (!next.what().equals(due.get(right).what())) {
        return Optional.of("expected: %s, came: %s".formatted(due.get(right), next));
      }
      if (right > 0 && next.pos() <= came.get(right - 1).pos()) {
        return Optional.of("%s came after %s".formatted(next, came.get(right - 1)));
      }
    }
    return Optional.empty();
  }

  /** The device is cut off: what has not come is no longer on its way. */
  void cut() {
    due.subList(Math.min(came.size(), due.size()), due.size()).clear();
  }

  /** The position of the last that came, or 0. */
  long cursor() {
    return came.isEmpty() ? 0 : came.getLast().pos();
  }

  /** The number of the last that is expected, or -1. */
  int lastNumber() {
    return due.isEmpty() ? -1 : due.getLast().number();
  }

  @Override
  public String toString() {
    return "due %s%ncame %s".formatted(due, came);
  }
}
