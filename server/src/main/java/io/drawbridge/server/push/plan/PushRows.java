package io.drawbridge.server.push.plan;

import io.drawbridge.server.exit.Due;
import io.drawbridge.server.exit.NewRow;
import io.drawbridge.server.push.plan.PushPlanStore.Told;
import java.util.Optional;

/**
 * The rows of the outbox that are pushes: about one conversation, for one device. Their subject is
 * the device's person, so that one person's devices that answer nothing keep one worker busy at
 * most.
 */
public final class PushRows {
  /** The exit by which they leave. */
  public static final String EXIT = "push";

  /** Something is for the device's person. */
  public static final String NOTICE = "notice";

  /** Their conversation is theirs no more. */
  public static final String WITHDRAW = "withdraw";

  private PushRows() {}

  static NewRow row(String kind, Told told) {
    return new NewRow(
        kind,
        Long.toString(told.conversation()),
        Optional.of(told.account()),
        Long.toString(told.device()),
        Optional.empty(),
        told.restsUntil());
  }

  /** The device that a row is for. */
  public static long device(Due row) {
    return Long.parseLong(row.token());
  }
}
