package io.drawbridge.server.db;

import io.drawbridge.server.db.embedded.PrivatePostgres;
import java.nio.file.Path;
import java.util.Map;

/** A process that starts the embedded database, commits one row and dies as if killed. */
public final class KilledServer {
  public static final int EXIT_CODE = 137;

  private KilledServer() {}

  public static void main(String[] args) {
    PrivatePostgres postgres =
        PrivatePostgres.start(Path.of(args[0]), TestPostgres.binaries(), Map.of());
    PooledDatabase database = PooledDatabase.open(postgres.address(), DatabaseLimits.DEFAULT);
    database.query(handle -> handle.execute("create table kept (n int)"));
    database.write(handle -> handle.execute("insert into kept (n) values (7)"));
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
