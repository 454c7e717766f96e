package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.id.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** Reads where the text of a message comes from that was passed on. */
public final class OriginColumns {
  /** The columns that {@link #of} reads, beside the name, of an origin {@code o}. */
  public static final String COLUMNS =
      "o.begins as origin_begins, o.author as origin_author, o.sent_at as origin_sent_at\n";

  /** Joins the origin of a message {@code m}, if it was passed on and says something still. */
  public static final String ORIGIN =
      """
      left join forwarded o on o.conversation = m.conversation and o.pos = m.pos and m.text is not null
      """;

  private OriginColumns() {}

  /**
   * The column with the name of the author of the original.
   *
   * @param domain an expression for where the message is
   * @param seen an expression for whether the reader sees the author
   */
  public static String name(String domain, String seen) {
    return """
    case when o.author is not null and %s then forwarded_name(o.author, %s, o.source) end
      as origin_name
    """
        .formatted(seen, domain);
  }

  /** The origin; empty if the message was not passed on. */
  public static Optional<Origin> of(RowView row) {
    return Optional.ofNullable(row.getColumn("origin_begins", Integer.class))
        .map(begins ->
            new Origin(
                begins,
                new AccountId(row.getColumn("origin_author", Long.class)),
                Optional.ofNullable(row.getColumn("origin_name", String.class)),
                row.getColumn("origin_sent_at", Instant.class)));
  }
}
