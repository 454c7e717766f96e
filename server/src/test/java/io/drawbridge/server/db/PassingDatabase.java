package io.drawbridge.server.db;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Passes everything on to another database; tests change one way through it. */
public abstract class PassingDatabase implements Database {
  private final Database database;

  protected PassingDatabase(Database database) {
    this.database = database;
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return database.write(work);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return database.read(work);
  }

  @Override
  public <T> T query(Function<Handle, T> work) {
    return database.query(work);
  }
}
