package io.drawbridge.server.db.copy;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseTrouble;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** One moment of a database, all of which is read. Blocks nobody. One thread at a time. */
public final class Snapshot implements AutoCloseable {
  private final Copying copying;
  private final Instant at;

  private Snapshot(Copying copying) {
    this.copying = copying;
    // The time of the "begin": the snapshot is taken by this very statement, and so not before it.
    this.at = read(handle -> handle.createQuery("select now()").mapTo(Instant.class).one());
  }

  /**
   * Opens the present moment.
   *
   * @throws DatabaseTrouble with one line if the database does not let us in
   */
  public static Snapshot open(DatabaseAddress address) {
    return new Snapshot(
        Copying.open(address, "begin transaction isolation level repeatable read, read only"));
  }

  /** The moment: everything that was committed before is in it. */
  public Instant at() {
    return at;
  }

  /** Every table, each behind those that its rows refer to. */
  public List<Table> tables() {
    List<String> loose = read(Catalog::sequencesOfNoColumn);
    if (!loose.isEmpty()) {
      throw new DatabaseTrouble("sequences that belong to no column: " + loose);
    }
    return read(Catalog::tables);
  }

  /**
   * The columns that number their rows. Numbers are given without regard to transactions, so these
   * are at least as far as any row of the snapshot.
   */
  public List<Numbering> numberings() {
    return read(Catalog::numberings);
  }

  /** Reads in the snapshot. */
  public <T> T read(Function<Handle, T> work) {
    return copying.query("reading the database", work);
  }

  /**
   * Copies the rows of a table out; returns how many.
   *
   * @throws IOException if they cannot be written
   */
  public long copy(Table table, OutputStream to) throws IOException {
    return copying.work(
        "reading the table " + table.name(), (_, copies) -> copies.copyOut(table.copyOut(), to));
  }

  @Override
  public void close() {
    copying.close();
  }
}
