package io.drawbridge.server.db;

import io.drawbridge.server.background.Job;
import io.drawbridge.server.background.Jobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A fresh database with the newest schema, made in milliseconds from a template on one real
 * PostgreSQL per JVM. A test class keeps one in a static field:
 *
 * <pre>{@code
 * @AutoClose static final TestDatabase DB = TestDatabase.create();
 * }</pre>
 *
 * <p>What is not closed goes at the end of the JVM.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final DatabaseLimits LIMITS =
      new DatabaseLimits(
          8, 4, Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(10));

  private final String name;
  private final DatabaseAddress address;
  private final PooledDatabase database;
  private final MeasuredClock clock;
  private final Job measuring;
  private final Ids ids;

  private TestDatabase(String name, DatabaseAddress address) {
    this.name = name;
    this.address = address;
    this.database = PooledDatabase.open(address, LIMITS);
    this.clock = MeasuredClock.measured(database, "0");
    this.measuring = new Jobs().every("clock", MeasuredClock.EVERY, clock::measure);
    this.ids = seededIds(name.hashCode());
  }

  public static TestDatabase create() {
    String name = "test_" + NUMBER.incrementAndGet();
    TestPostgres postgres = TestPostgres.running();
    postgres.createFromTemplate(name);
    return new TestDatabase(name, postgres.address(name));
  }

  /** Without a schema. */
  public static TestDatabase createEmpty() {
    String name = "test_" + NUMBER.incrementAndGet();
    TestPostgres postgres = TestPostgres.running();
    postgres.execute("create database %s owner drawbridge".formatted(name));
    return new TestDatabase(name, postgres.address(name));
  }

  /** The same ids at every run, for a seed. */
  public static Ids seededIds(long seed) {
    Random random = new Random(seed);
    return () -> {
      synchronized (random) {
        return (random.nextLong() & Long.MAX_VALUE) | 1;
      }
    };
  }

  public PooledDatabase database() {
    return database;
  }

  public DatabaseClock clock() {
    return clock;
  }

  /** Seeded: the same at every run. */
  public Ids ids() {
    return ids;
  }

  /** For a server of its own on this database. */
  public DatabaseAddress address() {
    return address;
  }

  /** One statement with numbered parameters, for the set-up of a test; returns the rows changed. */
  public int execute(String sql, @Nullable Object... arguments) {
    return database.query((Handle handle) -> handle.execute(sql, arguments));
  }

  /** The number of connections that wait for an advisory lock in this database. */
  public long waitingForLocks() {
    return database.query((Handle handle) ->
        handle
            .createQuery(
                """
                select count(*) from pg_locks l join pg_database d on d.oid = l.database
                where d.datname = current_database() and l.locktype = 'advisory' and not l.granted
                """)
            .mapTo(Long.class)
            .one());
  }

  /** The number of times each statement was run here until now. */
  public Map<String, Long> statements() {
    return TestPostgres.running().statements(name);
  }

  /** A connection beside the pool, for a test that holds a lock. The caller closes it. */
  public Handle open() {
    return Jdbi.open(address.url(), address.user(), address.password());
  }

  /** The files of the server with something of this database, and its log, which all share. */
  public List<Path> files() {
    return TestPostgres.running().files(name);
  }

  /** Runs a statement as the administrator of the server, in another database. */
  public void asAdministrator(String sql) {
    TestPostgres.running().execute(sql);
  }

  /** Cuts all connections and takes no more, as a database that went away. */
  public void shut() {
    TestPostgres.running().shut(name);
  }

  /** Takes connections again. */
  public void reopen() {
    TestPostgres.running().reopen(name);
  }

  @Override
  public void close() {
    measuring.close();
    database.close();
    TestPostgres.running().drop(name);
  }
}
