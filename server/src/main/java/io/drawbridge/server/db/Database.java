package io.drawbridge.server.db;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The primary database. Blocks: call it on virtual threads; a fair queue bounds how many are
 * inside.
 */
public interface Database {
  /** Runs one transaction, READ COMMITTED, committed when the function returns. */
  <T> T write(Function<Handle, T> work);

  /** Runs one read-only transaction at REPEATABLE READ: all statements see one snapshot. */
  <T> T read(Function<Handle, T> work);

  /**
   * Refuses more content when there is no room; to be called before it is written.
   *
   * @throws io.drawbridge.server.failure.Failure {@code unavailable} with a time, if the disk is
   *     (nearly) full
   */
  default void requireRoom() {}

  /** Runs single statements without a transaction around them. */
  <T> T query(Function<Handle, T> work);
}
