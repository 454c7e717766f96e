package io.drawbridge.server.backup;

import io.drawbridge.server.db.copy.Table;
import io.drawbridge.server.db.start.Migrations;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables that are in no backup, and why: all others are. */
public enum LeftOut {
  NODE("node", "the processes that served are not those that will"),
  FENCE("fence", "what waited for processes that are gone"),
  FENCE_DEBT("fence_debt", "what was owed by processes that are gone"),
  LANE("lane", "numbers that only the processes know which made them"),
  BATCH("batch", "what processes told each other"),
  CONNECTION("connection", "the devices that were connected"),
  PRESENCE("presence", "who was there"),
  SIGNAL("signal", "what was to reach devices within seconds"),
  AUDIT_CURSOR(
      "audit_cursor", "the number of a transaction, which means nothing in another database"),
  HISTORY(Migrations.HISTORY, "the migrations write it, as they make the tables");

  private static final Set<String> NAMES =
      Arrays.stream(values()).map(LeftOut::table).collect(Collectors.toSet());

  private final String table;
  private final String reason;

  LeftOut(String table, String reason) {
    this.table = table;
    this.reason = reason;
  }

  /** The table's name. */
  public String table() {
    return table;
  }

  /** The reason, as the end of "it is not in a backup:". */
  public String reason() {
    return reason;
  }

  /** The others of these tables, in their order. */
  static List<Table> others(List<Table> tables) {
    return tables.stream().filter(table -> !NAMES.contains(table.name())).toList();
  }
}
