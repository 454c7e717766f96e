package io.drawbridge.server.access.link;

import io.drawbridge.protocol.conversation.EndConditions;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** Reads the conditions that end an access from a row that has their columns. */
public final class EndConditionsRow {
  private EndConditionsRow() {}

  /** The conditions; their columns are never null but {@code idle_days}. */
  public static EndConditions read(RowView row) {
    return new EndConditions(
        row.getColumn("ends_on_close", Boolean.class),
        row.getColumn("ends_with_sponsor", Boolean.class),
        Optional.ofNullable(row.getColumn("idle_days", Integer.class)));
  }
}
