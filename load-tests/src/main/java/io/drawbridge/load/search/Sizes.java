package io.drawbridge.load.search;

import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.measure.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The room that messages and their indexes take on disk. */
final class Sizes {
  private final EmbeddedDatabase database;

  Sizes(EmbeddedDatabase database) {
    this.database = database;
  }

  String report() throws SQLException {
    Table table = new Table("relation", "MB");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select 'message' as name, pg_table_size('message') as bytes
                union all
                select indexrelid::regclass::text, pg_relation_size(indexrelid)
                from pg_index where indrelid = 'message'::regclass
                order by bytes desc
                """)) {
      while (rows.next()) {
        table.row(rows.getString("name"), "%,.1f".formatted(rows.getLong("bytes") / 1e6));
      }
    }
    return table.toString();
  }
}
