package io.drawbridge.server.block;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.Database;
import java.util.Collection;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Answers who blocked whom, for the features that keep something from them. Thread-safe. */
public final class Blocks {
  private final Database database;
  private final BlockStore store = new BlockStore();

  public Blocks(Database database) {
    this.database = database;
  }

  /** Those whom the person blocked. Blocks. */
  public Set<AccountId> blockedBy(AccountId person) {
    return database.query(handle -> store.blockedBy(handle, person));
  }

  /** Whether one of the people blocked the other. */
  public static boolean any(Handle handle, Collection<AccountId> people, AccountId other) {
    return BlockStore.any(handle, people, other);
  }

  /**
   * Whether one of the people blocked the other and is in no DM with them, so that whatever DM the
   * other means would be a new one.
   */
  public static boolean anyApart(Handle handle, Collection<AccountId> people, AccountId other) {
    return BlockStore.anyApart(handle, people, other);
  }
}
