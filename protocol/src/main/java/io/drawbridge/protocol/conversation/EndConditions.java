package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * The conditions that end an external's access beside a date; whichever comes first.
 *
 * @param closed when the conversation is closed
 * @param sponsorLeaves when the one who answers for them leaves it or the workspace
 * @param idleDays when they have neither written nor read anything new for so many days, 1 to 3650;
 *     counted from the last change of their access at the earliest
 */
public record EndConditions(boolean closed, boolean sponsorLeaves, Optional<Integer> idleDays) {
  private static final int DAYS_MAX = 3_650;

  /** No condition. */
  public static final EndConditions NONE = new EndConditions(false, false, Optional.empty());

  /** Nothing of it ends anything. */
  public boolean none() {
    return equals(NONE);
  }

  /** Checks the days. */
  public EndConditions {
    idleDays.ifPresent(it -> Check.range("idle_days", it, 1, DAYS_MAX));
  }
}
