package io.drawbridge.server.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page cut out of what was read: the messages shown, ascending, and the nearest one beyond each
 * end, which is the witness for "there is more".
 */
record Page(List<MessageRow> shown, Optional<MessageRow> before, Optional<MessageRow> after) {
  /**
   * The most that one page may weigh, so that a page of the longest texts stays far below an
   * outbox.
   */
  static final int WEIGHT_MAX = 256 * 1024;

  /**
   * Cuts a page; {@code rows} ascend and hold one message more at each end than the window asks
   * for.
   */
  static Page cut(List<MessageRow> rows, Window window) {
    List<MessageRow> older =
        rows.stream().filter(row -> row.pos() < window.pivot()).toList().reversed();
    List<MessageRow> newer = rows.stream().filter(row -> row.pos() >= window.pivot()).toList();
    boolean both = window.older() > 0 && window.newer() > 0;
    int weight = both ? WEIGHT_MAX / 2 : WEIGHT_MAX;
    int down = fitting(older, window.older(), weight);
    int up = fitting(newer, window.newer(), weight);
    List<MessageRow> shown = new ArrayList<>(older.subList(0, down).reversed());
    shown.addAll(newer.subList(0, up));
    return new Page(shown, at(older, down), at(newer, up));
  }

  /** The number of the first rows that fit; at least one if any is wanted. */
  static int fitting(List<MessageRow> rows, int wanted, int weightMax) {
    int fitting = 0;
    int weight = 0;
    while (fitting < Math.min(wanted, rows.size())) {
      weight += rows.get(fitting).weight();
      if (fitting > 0 && weight > weightMax) {
        break;
      }
      fitting++;
    }
    return fitting;
  }

  private static Optional<MessageRow> at(List<MessageRow> rows, int index) {
    return index < rows.size() ? Optional.of(rows.get(index)) : Optional.empty();
  }
}
