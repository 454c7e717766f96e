package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * One row of the event table with the message it is about, as it is now. Times are microseconds;
 * {@code messagePos} is absent for events that are about no message, or whose message is gone.
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record EventRow(
    long pos,
    long prev,
    long epoch,
    String kind,
    long author,
    @Nullable Long target,
    @Nullable String emoji,
    long at,
    @Nullable Long messagePos,
    @Nullable Long messageEpoch,
    @Nullable String text,
    @Nullable Long quote,
    @Nullable Long quoteEpoch,
    @Nullable Long editedAt,
    Long[] mentions) {

  static EventRow of(RowView row) {
    return new EventRow(
        row.getColumn("pos", Long.class),
        row.getColumn("prev", Long.class),
        row.getColumn("epoch", Long.class),
        row.getColumn("kind", String.class),
        row.getColumn("author", Long.class),
        row.getColumn("target", Long.class),
        row.getColumn("emoji", String.class),
        row.getColumn("at", Long.class),
        row.getColumn("message_pos", Long.class),
        row.getColumn("message_epoch", Long.class),
        row.getColumn("text", String.class),
        row.getColumn("quote", Long.class),
        row.getColumn("quote_epoch", Long.class),
        row.getColumn("edited_at", Long.class),
        row.getColumn("mentions", Long[].class));
  }

  LogEntry entry(ConversationFacts conversation) {
    EventKind known = EventKind.valueOf(kind.toUpperCase(Locale.ROOT));
    return new LogEntry(
        conversation, pos, prev, epoch, new AccountId(author), Moment.instant(at), content(known));
  }

  private Content content(EventKind known) {
    Content gone = new LogEntry.Gone(known);
    return switch (known) {
      case POSTED -> messagePos == null ? gone : posted();
      case EDITED ->
          message()
              .<Content>flatMap(message ->
                  Optional.ofNullable(text).map(now -> new LogEntry.Edited(message, now)))
              .orElse(gone);
      case DELETED -> message().<Content>map(LogEntry.Deleted::new).orElse(gone);
      case REACTED -> reacted(true).orElse(gone);
      case UNREACTED -> reacted(false).orElse(gone);
      case PINNED -> message().<Content>map(about -> new LogEntry.Pinned(about, true)).orElse(gone);
      case UNPINNED ->
          message().<Content>map(about -> new LogEntry.Pinned(about, false)).orElse(gone);
      case CHANGED -> new LogEntry.Changed();
      case JOINED -> person().<Content>map(LogEntry.Joined::new).orElse(gone);
      case LEFT -> person().<Content>map(LogEntry.Left::new).orElse(gone);
      case PROMOTED -> person().<Content>map(LogEntry.Promoted::new).orElse(gone);
    };
  }

  private Content posted() {
    Set<AccountId> mentioned =
        Arrays.stream(mentions).map(AccountId::new).collect(Collectors.toUnmodifiableSet());
    return new LogEntry.Posted(
        Optional.ofNullable(text),
        quote == null || quoteEpoch == null
            ? Optional.empty()
            : Optional.of(new Target(quote, quoteEpoch)),
        Optional.ofNullable(editedAt).map(Moment::instant),
        mentioned);
  }

  private Optional<Content> reacted(boolean on) {
    return message()
        .flatMap(message ->
            Optional.ofNullable(emoji).map(shown -> new LogEntry.Reacted(message, shown, on)));
  }

  private Optional<Target> message() {
    return messagePos == null || messageEpoch == null
        ? Optional.empty()
        : Optional.of(new Target(messagePos, messageEpoch));
  }

  private Optional<AccountId> person() {
    return Optional.ofNullable(target).map(AccountId::new);
  }
}
