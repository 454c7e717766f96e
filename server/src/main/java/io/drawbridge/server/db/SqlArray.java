package io.drawbridge.server.db;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * An array that binds itself. Searching for a binder would cost a lone message on its way to the
 * commit more than the binding does.
 *
 * @param type the database's name for an element's type
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
      case "bigint" -> elements(Long.class, Long[]::new);
      case "integer" -> elements(Integer.class, Integer[]::new);
      case "text" -> elements(String.class, String[]::new);
      default -> values.toArray();
    };
  }

  private <T> @Nullable Object[] elements(Class<T> kind, IntFunction<@Nullable T[]> array) {
    boolean all = values.stream().allMatch(each -> each == null || kind.isInstance(each));
    return all ? values.toArray(array) : values.toArray();
  }
}
