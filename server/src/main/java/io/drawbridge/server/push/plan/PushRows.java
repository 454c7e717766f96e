package io.drawbridge.server.push.plan;

import io.drawbridge.server.exit.NewRow;
import io.drawbridge.server.push.plan.PushPlanStore.Told;
import java.util.Optional;

/** The rows of the outbox that are pushes: about one conversation, for one device. */
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
        Optional.of(told.device()),
        "",
        Optional.empty(),
        Optional.empty());
  }
}
