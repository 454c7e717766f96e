package io.drawbridge.server.db;

import io.drawbridge.server.failure.Failure;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The primary database behind two bounded pools: one for writing and single statements, one for
 * snapshot reads. Thread-safe; made for virtual threads, which queue fairly before a pool.
 *
 * <p>Inside the work of one call no other call may be made: a thread that holds a connection and
 * waits for a second one can wait forever. Such a call fails at once.
 */
public final class PooledDatabase implements Database, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PooledDatabase.class);

  private final Pool writing;
  private final Pool reading;
  private final Outage outage;
  private final Room room = new Room();

  private PooledDatabase(DatabaseAddress address, DatabaseLimits limits) {
    this.outage = new Outage(address, this::cut);
    this.writing = Pool.writing(address, limits, outage, room);
    this.reading = Pool.reading(address, limits, outage, room);
  }

  /** Opens the pools; connections are made when they are first needed. */
  public static PooledDatabase open(DatabaseAddress address, DatabaseLimits limits) {
    PooledDatabase database = new PooledDatabase(address, limits);
    database.outage.start();
    return database;
  }

  private void cut() {
    writing.cut();
    reading.cut();
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

  @Override
  public void requireRoom() {
    room.require();
  }

  /** Returns whether there is room for more. */
  public Room room() {
    return room;
  }

  /** Tries to write again, if the database has had no room for it. */
  public void lookForRoom() {
    if (!room.isRefused()) {
      return;
    }
    try {
      write(handle ->
          handle.execute(
              """
              create temporary table room on commit drop as
                select repeat('x', 1000) as filler from generate_series(1, 8000)
              """));
      room.granted();
    } catch (Failure full) {
      LOG.debug("there is still no room: {}", full.text());
    } catch (RuntimeException notAllowed) {
      LOG.debug("whether there is room cannot be tried; the next write tells", notAllowed);
      room.granted();
    }
  }

  /** Returns whether the database answers, as far as is known. */
  public boolean isReachable() {
    return !outage.isAway();
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
    outage.close();
    reading.close();
    writing.close();
  }
}
