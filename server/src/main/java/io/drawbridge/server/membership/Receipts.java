package io.drawbridge.server.membership;

import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import java.util.List;
import java.util.Optional;

/** Makes the receipt of a change, or an empty one when it took nothing away. */
final class Receipts {
  private static final Receipt NOTHING_ENDED =
      new Receipt(Optional.empty(), List.of(), List.of(), new Phases(0, 0, 0, 0), Optional.empty());

  private Receipts() {}

  /** The receipt; with the epoch for workspace admins, who alone see epochs. */
  static Receipt of(Changed<?> changed, boolean workspaceAdmin) {
    return changed
        .receipt()
        .map(receipt ->
            new Receipt(
                receipt.at(),
                receipt.nodes(),
                receipt.sessions(),
                receipt.phases(),
                workspaceAdmin ? Optional.of(changed.epoch()) : Optional.empty()))
        .orElse(NOTHING_ENDED);
  }
}
