package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.WireName;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** Reads constants that rows hold by the names that they have on the wire. */
public final class Stored {
  private Stored() {}

  /** The constant in a column that holds one always. */
  public static <E extends Enum<E> & WireName> E of(RowView row, String column, Class<E> type) {
    return WireName.parse(type, row.getColumn(column, String.class));
  }

  /** The constant in a column, if there is one. */
  public static <E extends Enum<E> & WireName> Optional<E> optional(
      RowView row, String column, Class<E> type) {
    return Optional.ofNullable(row.getColumn(column, String.class))
        .map(name -> WireName.parse(type, name));
  }
}
