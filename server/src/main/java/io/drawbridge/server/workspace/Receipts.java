package io.drawbridge.server.workspace;

import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.server.delivery.MembershipLanes.Changed;
import java.util.Optional;

/** Receipts for those who manage a workspace, and so are told the epoch. */
final class Receipts {
  private Receipts() {}

  static Receipt forAdmin(Changed<?> changed) {
    Receipt receipt = changed.receipt().orElseThrow();
    return new Receipt(
        receipt.at(),
        receipt.nodes(),
        receipt.sessions(),
        receipt.phases(),
        Optional.of(changed.epoch()));
  }
}
