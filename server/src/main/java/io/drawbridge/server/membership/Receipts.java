package io.drawbridge.server.membership;

import io.drawbridge.protocol.frame.Phases;
import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.server.delivery.MembershipLanes.Changed;
import java.util.List;
import java.util.Optional;

/** The receipt of a change, or that of nothing when it took nothing away. */
final class Receipts {
  private static final Receipt NOTHING_ENDED =
      new Receipt(Optional.empty(), List.of(), List.of(), new Phases(0, 0, 0, 0), Optional.empty());

  private Receipts() {}

  static Receipt of(Changed<?> changed) {
    return changed.receipt().orElse(NOTHING_ENDED);
  }
}
