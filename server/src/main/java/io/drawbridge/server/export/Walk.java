package io.drawbridge.server.export;

import io.drawbridge.protocol.id.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;

/** Goes through conversations in the order of their numbers, as far as one part has room. */
final class Walk {
  /** The most characters of a part, but for the last line of it. */
  static final int CHARS_MAX = 64 << 10;

  private static final int MESSAGES_MAX = 100;
  private static final int CONVERSATIONS_MAX = 50;

  private final ContentStore store = new ContentStore();

  /** The conversation that follows one. */
  interface Next {
    OptionalLong after(long conversation);
  }

  /**
   * Messages behind a place: those of its conversation, then those of the ones that follow.
   *
   * @param author those of one alone
   */
  Parts messages(
      Handle snapshot,
      AccountId reader,
      boolean whole,
      Optional<AccountId> author,
      ExportPlace from,
      Next next) {
    List<Line> lines = new ArrayList<>();
    int chars = 0;
    long conversation = from.key();
    long after = from.second();
    for (int looked = 0; looked < CONVERSATIONS_MAX; looked++) {
      if (conversation != 0) {
        List<ContentStore.Row> rows =
            store.messages(snapshot, reader, whole, author, conversation, after, MESSAGES_MAX);
        for (ContentStore.Row row : rows) {
          lines.add(row.line());
          chars += row.line().text().length();
          after = row.pos();
          if (chars >= CHARS_MAX) {
            return new Parts(lines, Optional.of(from.at(conversation, after, 0)));
          }
        }
        if (rows.size() == MESSAGES_MAX) {
          return new Parts(lines, Optional.of(from.at(conversation, after, 0)));
        }
      }
      OptionalLong following = next.after(conversation);
      if (following.isEmpty()) {
        return new Parts(lines, Optional.of(from.in(from.section().next())));
      }
      conversation = following.getAsLong();
      after = 0;
    }
    return new Parts(lines, Optional.of(from.at(conversation, after, 0)));
  }

  /** The file behind a place, and where it is found; none if no conversation has one left. */
  record Found(long conversation, Optional<ContentStore.FileRow> file) {}

  Optional<Found> file(
      Handle snapshot, AccountId reader, boolean whole, ExportPlace from, Next next) {
    long conversation = from.key();
    long after = from.second();
    for (int looked = 0; looked < CONVERSATIONS_MAX; looked++) {
      if (conversation != 0) {
        Optional<ContentStore.FileRow> file =
            store.file(snapshot, reader, whole, conversation, after);
        if (file.isPresent()) {
          return Optional.of(new Found(conversation, file));
        }
      }
      OptionalLong following = next.after(conversation);
      if (following.isEmpty()) {
        return Optional.empty();
      }
      conversation = following.getAsLong();
      after = 0;
    }
    return Optional.of(new Found(conversation, Optional.empty()));
  }

  /** Rows by their keys, as a part; the section ends with a page that is not full. */
  static Parts page(ExportPlace from, int limit, LongFunction<List<PlaceStore.Row>> read) {
    List<PlaceStore.Row> rows = read.apply(from.key());
    return new Parts(
        rows.stream().map(PlaceStore.Row::line).toList(),
        Optional.of(
            rows.size() < limit
                ? from.in(from.section().next())
                : from.at(rows.getLast().key(), 0, 0)));
  }
}
