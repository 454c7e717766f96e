package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The kinds of change records in a conversation's event log, each with the reader of its content;
 * stored by {@link #stored} name.
 */
public enum EventKind {
  POSTED(EventRow::posted),
  EDITED(row ->
      row.message()
          .flatMap(about -> row.currentText().map(text -> new LogEntry.Edited(about, text)))),
  DELETED(ofMessage(LogEntry.Deleted::new)),
  REACTED(row -> reacted(row, true)),
  UNREACTED(row -> reacted(row, false)),
  PINNED(ofMessage(about -> new LogEntry.Pinned(about, true))),
  UNPINNED(ofMessage(about -> new LogEntry.Pinned(about, false))),
  /** A file of a message was replaced, or taken away. */
  REFILED(row ->
      row.message()
          .filter(_ -> row.currentText().isPresent())
          .map(about -> new LogEntry.Refiled(about, row.files()))),
  PREVIEWED(row ->
      row.message()
          .filter(_ -> row.currentText().isPresent())
          .map(about -> new LogEntry.Previewed(about, row.previews()))),
  POLL_CLOSED(ofMessage(LogEntry.PollClosed::new)),
  CHANGED(row -> Optional.of(new LogEntry.Changed(row.person()))),
  JOINED(ofPerson(LogEntry.Joined::new)),
  LEFT(ofPerson(LogEntry.Left::new)),
  /** Somebody is in charge now, because the last one who was is not any more. */
  PROMOTED(ofPerson(LogEntry.Promoted::new));

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<EventRow, Optional<? extends Content>> reader;

  /** The stored names of those that are {@link #heard}. */
  public static final List<String> HEARD =
      Arrays.stream(values()).filter(EventKind::heard).map(EventKind::stored).toList();

  EventKind(Function<EventRow, Optional<? extends Content>> reader) {
    this.reader = reader;
  }

  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EventKind ofStored(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }

  /** Whether it may mean something to people who are not there, and is judged for them. */
  public boolean heard() {
    return switch (this) {
      case POSTED, REFILED, JOINED -> true;
      case EDITED,
          DELETED,
          REACTED,
          UNREACTED,
          PINNED,
          UNPINNED,
          PREVIEWED,
          POLL_CLOSED,
          CHANGED,
          LEFT,
          PROMOTED ->
          false;
    };
  }

  /** The content of the event; gone if the message was deleted since. */
  Content content(EventRow row) {
    Optional<? extends Content> content = reader.apply(row);
    return content.isPresent() ? content.get() : new LogEntry.Gone(this);
  }

  /**
   * The content of an event that is about no message.
   *
   * @param person whom it is about
   * @throws IllegalStateException if the kind needs a message, or a person that is absent
   */
  public Content bodyless(Optional<AccountId> person) {
    return reader
        .apply(EventRow.bodyless(stored(), person))
        .orElseThrow(
            () -> new IllegalStateException("event: %s (expected: bodyless)".formatted(this)));
  }

  private static Function<EventRow, Optional<? extends Content>> ofMessage(
      Function<Target, Content> content) {
    return row -> row.message().map(content);
  }

  private static Function<EventRow, Optional<? extends Content>> ofPerson(
      Function<AccountId, Content> content) {
    return row -> row.person().map(content);
  }

  private static Optional<? extends Content> reacted(EventRow row, boolean on) {
    return row.message()
        .flatMap(about -> row.currentEmoji().map(emoji -> new LogEntry.Reacted(about, emoji, on)));
  }
}
