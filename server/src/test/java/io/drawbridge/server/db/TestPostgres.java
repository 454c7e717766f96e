package io.drawbridge.server.db;

import io.drawbridge.server.db.embedded.Folders;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import io.drawbridge.server.db.start.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** The one PostgreSQL of this JVM, in a temporary folder, with a migrated template database. */
public final class TestPostgres {
  private static final String TEMPLATE = "template_drawbridge";

  private final PrivatePostgres server;
  private final Jdbi admin;

  private TestPostgres(PrivatePostgres server) {
    this.server = server;
    DatabaseAddress own = server.administrator();
    this.admin = Jdbi.create(own.url(), own.user(), own.password());
  }

  static TestPostgres running() {
    return Holder.RUNNING;
  }

  /**
   * Unpacked once for all test runs of this machine, by each of the JVMs that run side by side:
   * unpacking begins with deleting what was not unpacked to the end.
   */
  public static Path binaries() {
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("drawbridge-test-postgres-" + System.getProperty("drawbridge.test.fork", "1"));
  }

  DatabaseAddress address(String database) {
    DatabaseAddress own = server.address();
    String url = own.url().substring(0, own.url().lastIndexOf('/') + 1) + database;
    return new DatabaseAddress(url, own.user(), own.password());
  }

  /** The files with something of a database: its own, those of all, and the log. */
  List<Path> files(String database) {
    String data =
        admin.withHandle(handle ->
            handle
                .createQuery("select setting from pg_settings where name = 'data_directory'")
                .mapTo(String.class)
                .one());
    Path folder = Path.of(data);
    long oid =
        admin.withHandle(handle ->
            handle
                .createQuery("select oid from pg_database where datname = :name")
                .bind("name", database)
                .mapTo(Long.class)
                .one());
    return Stream.of("base/" + oid, "global", "pg_wal", "pg_xact", "log")
        .map(folder::resolve)
        .filter(Files::isDirectory)
        .flatMap(TestPostgres::regular)
        .toList();
  }

  private static Stream<Path> regular(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException | UncheckedIOException gone) {
      return Stream.of();
    }
  }

  /** Runs a statement as the administrator. */
  void execute(String sql) {
    admin.useHandle(handle -> handle.execute(sql));
  }

  /** The same within a database. */
  void execute(String database, String sql) {
    DatabaseAddress own = server.administrator();
    Jdbi.create(address(database).url(), own.user(), own.password())
        .useHandle(handle -> handle.execute(sql));
  }

  synchronized void createFromTemplate(String database) {
    admin.useHandle(handle ->
        handle.execute(
            "create database %s template %s owner drawbridge".formatted(database, TEMPLATE)));
  }

  void drop(String database) {
    admin.useHandle(handle -> handle.execute("drop database %s with (force)".formatted(database)));
  }

  void shut(String database) {
    admin.useHandle(handle -> {
      handle.execute("alter database %s allow_connections false".formatted(database));
      handle.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", database);
    });
  }

  void reopen(String database) {
    admin.useHandle(
        handle -> handle.execute("alter database %s allow_connections true".formatted(database)));
  }

  /**
   * The number of times each statement was run in this database, without those that begin and end
   * work.
   */
  Map<String, Long> statements(String database) {
    return admin.withHandle(handle ->
        handle
            .createQuery(
                """
                select s.query, sum(s.calls) as calls
                from pg_stat_statements s join pg_database d on d.oid = s.dbid
                where d.datname = :database
                  and s.query !~* '^(begin|commit|rollback|set|show|discard)'
                group by s.query
                """)
            .bind("database", database)
            .reduceRows(
                new TreeMap<>(),
                (counts, row) -> {
                  counts.put(
                      row.getColumn("query", String.class), row.getColumn("calls", Long.class));
                  return counts;
                }));
  }

  private static TestPostgres start() {
    try {
      Path folder = Files.createTempDirectory("drawbridge-test-");
      PrivatePostgres server =
          PrivatePostgres.start(
              folder,
              binaries(),
              // The files do not outlive the JVM: durability would only cost time.
              Map.of(
                  "fsync", "off",
                  "full_page_writes", "off",
                  "max_connections", "300",
                  // Each server of a test opens its own connections: 4,096 rounds took a tenth of
                  // the
                  // time.
                  "scram_iterations", "1",
                  "shared_preload_libraries", "pg_stat_statements"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
      TestPostgres postgres = new TestPostgres(server);
      postgres.admin.useHandle(handle -> {
        handle.execute("create extension pg_stat_statements");
        handle.execute("create database %s owner drawbridge".formatted(TEMPLATE));
      });
      Migrations.apply(postgres.address(TEMPLATE));
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(PrivatePostgres server, Path folder) {
    server.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    static final TestPostgres RUNNING = start();
  }
}
