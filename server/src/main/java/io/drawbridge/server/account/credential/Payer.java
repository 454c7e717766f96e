package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.command.ClientAddress;

/**
 * The party whose share of the costly work pays for a piece of it: always who asks, never whom it
 * is about, so that nobody can spend the share of somebody else.
 */
public sealed interface Payer {
  /**
   * The number of pieces of work that may wait at once; more are {@code busy} for this payer alone.
   */
  int waitingMax();

  /** Somebody who has signed in. */
  record OfAccount(AccountId account) implements Payer {
    @Override
    public int waitingMax() {
      return 4;
    }
  }

  /** A device that has signed in before, while it does so again. */
  record OfDevice(DeviceProofs.Device device) implements Payer {
    @Override
    public int waitingMax() {
      return 4;
    }
  }

  /** A stranger; many people may share one source. */
  record OfSource(ClientAddress source) implements Payer {
    @Override
    public int waitingMax() {
      return 32;
    }
  }
}
