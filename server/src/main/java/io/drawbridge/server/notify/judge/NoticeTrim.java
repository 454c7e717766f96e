package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.db.Database;
import java.util.List;

/**
 * Forgets notices that are too old, and those that people have too many of who were told of
 * something lately; in small transactions.
 */
public final class NoticeTrim implements Runnable {
  private static final int BATCH = 5_000;

  /** People looked at in one transaction. */
  private static final int PEOPLE = 200;

  private final Database database;
  private final Judging judging;
  private final NoticeStore store = new NoticeStore();

  /** {@code judging} knows who was told of something. */
  public NoticeTrim(Database database, Judging judging) {
    this.database = database;
    this.judging = judging;
  }

  /** Does so until nothing is left to forget. Blocks. */
  @Override
  public void run() {
    Batches.untilNotFull(BATCH, () -> database.write(handle -> store.forgetOld(handle, BATCH)));
    List<AccountId> told = judging.takeTold();
    for (int from = 0; from < told.size(); from += PEOPLE) {
      trim(told.subList(from, Math.min(told.size(), from + PEOPLE)));
    }
  }

  private void trim(List<AccountId> people) {
    Batches.untilNotFull(
        BATCH, () -> database.write(handle -> store.forgetMany(handle, people, BATCH)));
  }
}
