package io.drawbridge.server.access.sponsor;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.GrantTerms;
import io.drawbridge.server.access.link.EndConditionsRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** Reads what the access of an external depends on from a row, for those who are told. */
public final class GrantTermsRow {
  /** The columns, of an own link l of an external. */
  public static final String COLUMNS =
      """
      l.term, l.orphaned_until, l.confirm_by, l.ends_on_close, l.ends_with_sponsor, l.idle_days,
             l.from_mark as let_in, l.opens_pos, l.relation,
             l.confirm_by - least(interval '%s', (l.confirm_by - l.changed_at) / 2) as confirm_from\
      """
          .formatted(Limits.TERM_REMINDER);

  private GrantTermsRow() {}

  /** The terms of a row with these columns, of which the conditions are never null in a link. */
  public static GrantTerms read(RowView row) {
    return new GrantTerms(
        Optional.ofNullable(row.getColumn("term", Instant.class)),
        Optional.ofNullable(row.getColumn("orphaned_until", Instant.class)),
        Optional.ofNullable(row.getColumn("confirm_by", Instant.class)),
        Optional.ofNullable(row.getColumn("confirm_from", Instant.class)),
        EndConditionsRow.read(row),
        instant(row.getColumn("let_in", Long.class)),
        Optional.of(row.getColumn("opens_pos", Long.class))
            .filter(pos -> pos > 0)
            .map(GrantTermsRow::instant),
        Optional.ofNullable(row.getColumn("relation", String.class)));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
