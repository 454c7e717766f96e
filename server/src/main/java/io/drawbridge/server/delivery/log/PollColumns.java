package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.poll.PollView;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** Reads what the poll of a message asks; how the votes stand is read elsewhere. */
public final class PollColumns {
  /** The columns that {@link #of} reads, of a poll {@code y}. */
  public static final String COLUMNS =
      """
      y.options as poll_options, y.multiple as poll_multiple, y.anonymous as poll_anonymous,
      y.ends_at as poll_ends_at,
      y.closed_at is not null or y.ends_at <= clock_timestamp() as poll_closed
      """;

  /** Joins the poll of a message {@code m}, if it is one. */
  public static final String POLL =
      "left join poll y on y.conversation = m.conversation and y.pos = m.pos\n";

  private PollColumns() {}

  /** The poll; empty if the message is none. */
  public static Optional<PollView> of(RowView row) {
    return Optional.ofNullable(row.getColumn("poll_options", String.class))
        .map(options ->
            new PollView(
                options.lines().toList(),
                row.getColumn("poll_multiple", Boolean.class),
                row.getColumn("poll_anonymous", Boolean.class),
                Optional.ofNullable(row.getColumn("poll_ends_at", Instant.class)),
                Boolean.TRUE.equals(row.getColumn("poll_closed", Boolean.class))));
  }
}
