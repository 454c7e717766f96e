package io.drawbridge.server.db.copy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as the catalog has it.
 *
 * @param columns those that are copied. Numbers of transactions ({@code xid8}) are not: they mean
 *     nothing in another database, where a row that is copied in gets that of its own.
 */
public record Table(String name, List<String> columns) {
  public Table {
    columns = List.copyOf(columns);
  }

  /** The statement that copies its rows out. */
  String copyOut() {
    return "copy %s to stdout (format text, encoding 'UTF8')".formatted(withColumns());
  }

  /** The statement that copies rows in. */
  String copyIn() {
    return "copy %s from stdin (format text, encoding 'UTF8')".formatted(withColumns());
  }

  private String withColumns() {
    return quoted(name)
        + columns.stream().map(Table::quoted).collect(Collectors.joining(", ", " (", ")"));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
