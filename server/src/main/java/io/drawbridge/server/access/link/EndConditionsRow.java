package io.drawbridge.server.access.link;

import io.drawbridge.protocol.conversation.EndConditions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conditions that end an access from rows that have the columns {@code ends_on_close},
 * {@code ends_with_sponsor} and {@code idle_days}, and gives their values to statements. The last
 * alone may be null.
 */
public final class EndConditionsRow {
  private EndConditionsRow() {}

  public static EndConditions read(RowView row) {
    return new EndConditions(
        row.getColumn("ends_on_close", Boolean.class),
        row.getColumn("ends_with_sponsor", Boolean.class),
        Optional.ofNullable(row.getColumn("idle_days", Integer.class)));
  }

  /** The values of {@code :closing}, {@code :leaving} and {@code :idle}, which is to be cast. */
  public static Map<String, @Nullable Object> values(EndConditions conditions) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("closing", conditions.closed());
    values.put("leaving", conditions.sponsorLeaves());
    values.put("idle", conditions.idleDays().orElse(null));
    return values;
  }
}
