package io.drawbridge.server.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.Database;
import java.util.List;

/** Looks for a text in every table there is. */
final class CanaryTables {
  private CanaryTables() {}

  /** The tables with a row that holds the text somewhere. */
  static List<String> with(Database database, String text) {
    List<String> tables =
        database.query(handle ->
            handle
                .createQuery(
                    "select tablename::text from pg_tables where schemaname = current_schema()")
                .mapTo(String.class)
                .list());
    assertThat(tables).contains("account", "audit_text", "invitation", "link");
    return tables.stream().filter(table -> holds(database, table, text)).toList();
  }

  private static boolean holds(Database database, String table, String text) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                select exists (
                  select from "%s" t where position(lower(:text) in lower(t::text)) > 0)
                """
                    .formatted(table))
            .bind("text", text)
            .mapTo(Boolean.class)
            .one());
  }
}
