package io.drawbridge.server.delivery.append;

import io.drawbridge.server.delivery.log.Columns;

/** The rows that one transaction of a writer lane writes. */
final class AppendRows {
  final Columns heads = Columns.empty().number("head_conversations").number("heads");

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
          .number("message_times");

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

  final Columns edits =
      Columns.empty().number("conversations").number("positions").text("texts").number("times");

  final Columns deletes = Columns.empty().number("conversations").number("positions");

  final Columns reactions =
      Columns.empty().number("conversations").number("positions").text("emojis").number("accounts");

  final Columns reactionsOff =
      Columns.empty().number("conversations").number("positions").text("emojis").number("accounts");

  final Columns pins = Columns.empty().number("conversations").number("positions").number("times");
}
