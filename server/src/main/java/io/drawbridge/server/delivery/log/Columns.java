package io.drawbridge.server.delivery.log;

import io.drawbridge.server.db.SqlArray;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Rows on their way into one statement, column by column, for {@code unnest}. */
public final class Columns {
  private final List<Column> columns = new ArrayList<>();
  private int rows;

  private Columns() {}

  public static Columns empty() {
    return new Columns();
  }

  /** One column of numbers with these values. */
  public static Columns of(String name, List<Long> numbers) {
    Columns columns = empty().number(name);
    numbers.forEach(columns::add);
    return columns;
  }

  public Columns number(String name) {
    return column(name, "bigint");
  }

  public Columns text(String name) {
    return column(name, "text");
  }

  private Columns column(String name, String type) {
    columns.add(new Column(name, type, new ArrayList<>()));
    return this;
  }

  /** Adds one row; the values are in the order of the columns, numbers of any size. */
  public void add(@Nullable Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          "values: %d (expected: %d)".formatted(values.length, columns.size()));
    }
    for (int i = 0; i < values.length; i++) {
      columns
          .get(i)
          .values()
          .add(values[i] instanceof Integer small ? small.longValue() : values[i]);
    }
    rows++;
  }

  public boolean isEmpty() {
    return rows == 0;
  }

  /** Binds each column as an array under its name. */
  public <S extends SqlStatement<S>> S bind(S statement) {
    columns.forEach(
        column -> statement.bind(column.name(), new SqlArray(column.type(), column.values())));
    return statement;
  }

  private record Column(String name, String type, List<@Nullable Object> values) {}
}
