package io.drawbridge.server.db;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * An array that binds itself. Searching for a binder would cost a lone message on its way to the
 * commit more than the binding does.
 *
 * @param type the database's name for an element's type
 * @param values of the class that belongs to it: {@code Long}, {@code Integer} or {@code String}
 */
public record SqlArray(String type, List<? extends @Nullable Object> values) implements Argument {
  /** Reads a {@code bigint[]} of ids; none if it is absent. */
  public static <T> List<T> ids(ResultSet row, String column, LongFunction<T> id)
      throws SQLException {
    Array array = row.getArray(column);
    if (array == null) {
      return List.of();
    }
    List<T> ids = new ArrayList<>();
    for (Long each : (Long[]) array.getArray()) {
      ids.add(id.apply(each));
    }
    return List.copyOf(ids);
  }

  @Override
  public void apply(int position, PreparedStatement statement, StatementContext context)
      throws SQLException {
    statement.setArray(position, statement.getConnection().createArrayOf(type, elements()));
  }

  /** The driver sends arrays of these classes as they are, others as text that is parsed again. */
  private @Nullable Object[] elements() {
    return switch (type) {
      case "bigint" -> values.toArray(Long[]::new);
      case "integer" -> values.toArray(Integer[]::new);
      case "text" -> values.toArray(String[]::new);
      default -> values.toArray();
    };
  }
}
