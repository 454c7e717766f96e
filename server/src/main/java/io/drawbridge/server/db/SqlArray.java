package io.drawbridge.server.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * An array that binds itself. To search for somebody who can bind it costs the way of a lone
 * message to its commit more than the binding.
 *
 * @param type the database's name for an element's type
 */
public record SqlArray(String type, List<? extends @Nullable Object> values) implements Argument {
  @Override
  public void apply(int position, PreparedStatement statement, StatementContext context)
      throws SQLException {
    statement.setArray(position, statement.getConnection().createArrayOf(type, values.toArray()));
  }
}
