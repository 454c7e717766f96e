package io.drawbridge.server.workspace;

import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import java.util.List;
import java.util.Optional;

/** Receipts for those who manage a workspace, and so see the epoch. */
final class Receipts {
  private static final Receipt NOTHING_ENDED =
      new Receipt(Optional.empty(), List.of(), List.of(), new Phases(0, 0, 0, 0), Optional.empty());

  private Receipts() {}

  /** The receipt of a change; one that took nothing away has no time. */
  static Receipt forAdmin(Changed<?> changed) {
    Receipt receipt = changed.receipt().orElse(NOTHING_ENDED);
    return new Receipt(
        receipt.at(),
        receipt.nodes(),
        receipt.sessions(),
        receipt.phases(),
        Optional.of(changed.epoch()));
  }
}
