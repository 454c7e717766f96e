package io.drawbridge.server.push.device;

import io.drawbridge.server.background.Batches;
import io.drawbridge.server.db.Database;

/** Forgets devices whose session has ended, which are pushed to no more, in small transactions. */
public final class DeviceTrim implements Runnable {
  private static final int BATCH = 1_000;

  private final Database database;
  private final PushDeviceStore store = new PushDeviceStore();

  public DeviceTrim(Database database) {
    this.database = database;
  }

  /** Does so until nothing is left to forget. Blocks. */
  @Override
  public void run() {
    Batches.untilNotFull(BATCH, () -> database.write(handle -> store.forgetEnded(handle, BATCH)));
  }
}
