package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.hold.HeldItem;
import io.drawbridge.protocol.hold.HoldView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results of commands about the audit log of a workspace, and about legal holds. */
public sealed interface AuditResult extends Result {

  /**
   * A page of records.
   *
   * @param records the newest first
   * @param next what to send as {@code after} for the next page; absent on the last
   */
  @JsonTypeName("audit_records")
  record AuditRecords(List<AuditEntry> records, Optional<String> next) implements AuditResult {

    /** Copies the list. */
    public AuditRecords {
      records = List.copyOf(records);
    }
  }

  /**
   * A part of an export.
   *
   * @param text what follows in the file, as it is; a line may go on in the next part
   * @param next what to send as {@code after} for the next part; absent after the last
   */
  @JsonTypeName("audit_part")
  record AuditPart(String text, Optional<String> next) implements AuditResult {}

  /**
   * The server's signed word for when somebody's access ended.
   *
   * @param text a line to be kept as it is, in a file
   * @param endedAt when it ended
   */
  @JsonTypeName("audit_receipt")
  record AuditReceipt(String text, Instant endedAt) implements AuditResult {}

  /**
   * One legal hold.
   *
   * @param hold which hold
   */
  @JsonTypeName("hold")
  record Hold(HoldView hold) implements AuditResult {}

  /**
   * The holds that stand.
   *
   * @param holds the newest first
   */
  @JsonTypeName("holds")
  record Holds(List<HoldView> holds) implements AuditResult {

    /** Copies the list. */
    public Holds {
      holds = List.copyOf(holds);
    }
  }

  /**
   * A page of what a hold keeps.
   *
   * @param items in the order of conversations, positions and versions
   * @param next what to send as {@code after} for the next page; absent on the last
   */
  @JsonTypeName("held_items")
  record HeldItems(List<HeldItem> items, Optional<String> next) implements AuditResult {

    /** Copies the list. */
    public HeldItems {
      items = List.copyOf(items);
    }
  }
}
