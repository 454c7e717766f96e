package io.drawbridge.server.db.copy;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * One transaction that writes a whole database: all of it is there, or nothing. One thread at a
 * time.
 */
public final class Load implements AutoCloseable {
  private final Copying copying;

  private Load(Copying copying) {
    this.copying = copying;
  }

  /**
   * Opens it.
   *
   * @throws DatabaseTrouble with one line if the database does not let us in
   */
  public static Load begin(DatabaseAddress address) {
    return new Load(Copying.open(address, "begin"));
  }

  /** Every table, each behind those that its rows refer to. */
  public List<Table> tables() {
    return write(Catalog::tables);
  }

  /** Takes out the few rows of a table that migrations put there. */
  public void empty(Table table) {
    // Where there are none no trigger is asked: at an older schema some lack what they call.
    if (count(table) > 0) {
      write(handle -> handle.execute("delete from " + Table.quoted(table.name())));
    }
  }

  /**
   * Copies rows into a table; returns how many.
   *
   * @throws IOException if they cannot be read
   */
  public long copy(Table table, InputStream from) throws IOException {
    return copying.work(
        "filling the table " + table.name(), (_, copies) -> copies.copyIn(table.copyIn(), from));
  }

  /** The number of rows that a table has. */
  public long count(Table table) {
    return write(handle ->
        handle
            .createQuery("select count(*) from " + Table.quoted(table.name()))
            .mapTo(Long.class)
            .one());
  }

  /** Lets a column go on numbering behind the last number that was given, and behind every row. */
  public void number(Numbering numbering) {
    write(handle ->
        handle
            .createQuery(
                """
                select setval(pg_get_serial_sequence(:table, :column),
                  greatest(:last, 1, (select coalesce(max(%s), 0) from %s)))
                """
                    .formatted(Table.quoted(numbering.column()), Table.quoted(numbering.table())))
            .bind("table", Table.quoted(numbering.table()))
            .bind("column", numbering.column())
            .bind("last", numbering.last())
            .mapTo(Long.class)
            .one());
  }

  /** Writes, or reads, in the transaction. */
  public <T> T write(Function<Handle, T> work) {
    return copying.query("filling the database", work);
  }

  /** Makes all of it last. */
  public void commit() {
    write(handle -> handle.execute("commit"));
  }

  @Override
  public void close() {
    copying.close();
  }
}
