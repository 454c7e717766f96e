package io.drawbridge.server.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Rows on their way into one statement, column by column, for {@code unnest}. */
final class Columns {
  private final Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
  private final Map<String, Class<?>> types = new LinkedHashMap<>();
  private int rows;

  private Columns() {}

  static Columns empty() {
    return new Columns();
  }

  Columns number(String name) {
    return column(name, Long.class);
  }

  Columns text(String name) {
    return column(name, String.class);
  }

  private Columns column(String name, Class<?> type) {
    columns.put(name, new ArrayList<>());
    types.put(name, type);
    return this;
  }

  /** Adds one row; the values are in the order of the columns. */
  void add(@Nullable Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          "values: %d (expected: %d)".formatted(values.length, columns.size()));
    }
    int i = 0;
    for (List<@Nullable Object> column : columns.values()) {
      column.add(values[i++]);
    }
    rows++;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** Binds each column as an array under its name. */
  <S extends SqlStatement<S>> S bind(S statement) {
    columns.forEach((name, values) -> statement.bindArray(name, types.get(name), values.toArray()));
    return statement;
  }
}
