package io.drawbridge.server.delivery.append;

import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.log.LaneStore;
import java.util.EnumMap;
import java.util.Map;

/** The rows that one transaction of a writer lane writes. */
final class AppendRows {
  final Columns heads = Columns.empty().number("head_conversations").number("heads");

  /** The conversations and where each stood before. */
  final LaneStore.Places places = new LaneStore.Places();

  final Columns events =
      Columns.empty()
          .number("event_conversations")
          .number("event_positions")
          .number("event_prevs")
          .number("event_epochs")
          .text("event_kinds")
          .number("event_authors")
          .number("event_targets")
          .text("event_emojis")
          .number("event_times");

  final Columns messages =
      Columns.empty()
          .number("message_conversations")
          .number("message_positions")
          .number("message_epochs")
          .number("message_authors")
          .text("message_texts")
          .number("message_quotes")
          .number("message_quote_epochs")
          .number("message_times")
          .text("message_terms");

  final Columns requests =
      Columns.empty()
          .number("request_accounts")
          .text("request_clients")
          .text("request_hashes")
          .text("request_results");

  final Columns mentions =
      Columns.empty()
          .number("mention_accounts")
          .number("mention_conversations")
          .number("mention_positions");

  private final Map<Rewrite, Columns> rewrites = new EnumMap<>(Rewrite.class);

  /** The rows of one kind of rewriting. */
  Columns of(Rewrite rewrite) {
    return rewrites.computeIfAbsent(rewrite, Rewrite::columns);
  }

  /** The kinds of rewriting that have rows. */
  Map<Rewrite, Columns> rewrites() {
    return rewrites;
  }
}
