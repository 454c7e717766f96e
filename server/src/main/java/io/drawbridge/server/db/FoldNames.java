package io.drawbridge.server.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Folds the names of accounts that were made before names were folded when written. */
final class FoldNames implements JavaMigration {
  private static final int BATCH_MAX = 1_000;

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("66");
  }

  @Override
  public String getDescription() {
    return "fold names";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    try (Statement read = connection.createStatement();
        PreparedStatement write =
            connection.prepareStatement("update account set folded = ? where id = ?")) {
      read.setFetchSize(BATCH_MAX);
      try (ResultSet rows = read.executeQuery("select id, name from account where folded = ''")) {
        int batch = 0;
        while (rows.next()) {
          write.setString(1, FoldedName.of(rows.getString("name")));
          write.setLong(2, rows.getLong("id"));
          write.addBatch();
          if (++batch % BATCH_MAX == 0) {
            write.executeBatch();
          }
        }
        write.executeBatch();
      }
    }
  }
}
