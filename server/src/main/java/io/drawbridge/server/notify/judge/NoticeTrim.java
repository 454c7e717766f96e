package io.drawbridge.server.notify.judge;

import io.drawbridge.server.db.Database;

/** Forgets notices that are too old, or too many of one person, in small transactions. */
public final class NoticeTrim implements Runnable {
  private static final int BATCH = 5_000;

  private final Database database;
  private final NoticeStore store = new NoticeStore();

  public NoticeTrim(Database database) {
    this.database = database;
  }

  /** Does so until nothing is left to forget. Blocks. */
  @Override
  public void run() {
    int gone = BATCH;
    while (gone == BATCH) {
      gone = database.write(handle -> store.forgetOld(handle, BATCH));
    }
    gone = BATCH;
    while (gone == BATCH) {
      gone = database.write(handle -> store.forgetMany(handle, BATCH));
    }
  }
}
