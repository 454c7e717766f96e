package io.drawbridge.server.db;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The primary database behind two bounded pools: one for writing and single statements, one for
 * snapshot reads. Thread-safe; made for virtual threads, which queue fairly before a pool.
 *
 * <p>Inside the work of one call no other call may be made: a thread that holds a connection and
 * waits for a second one can wait forever. Such a call fails at once.
 */
public final class PooledDatabase implements Database, AutoCloseable {
  private final Pool writing;
  private final Pool reading;

  private PooledDatabase(Pool writing, Pool reading) {
    this.writing = writing;
    this.reading = reading;
  }

  /** Opens the pools; connections are made when they are first needed. */
  public static PooledDatabase open(DatabaseAddress address, DatabaseLimits limits) {
    return new PooledDatabase(Pool.writing(address, limits), Pool.reading(address, limits));
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return writing.inTransaction(work);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return reading.inTransaction(work);
  }

  @Override
  public <T> T query(Function<Handle, T> work) {
    return writing.withHandle(work);
  }

  /** Callers that hold or wait for a connection now. */
  public int callers() {
    return writing.callers() + reading.callers();
  }

  /** Returns when the database has answered. */
  public void ping() {
    query(handle -> handle.execute("select 1"));
  }

  /** The version of the database server, as 180001. */
  public int version() {
    return query(handle ->
        handle
            .createQuery("select current_setting('server_version_num')::int")
            .mapTo(Integer.class)
            .one());
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
  }
}
