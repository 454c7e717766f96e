package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.protocol.preview.LinkPreview;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import java.util.Arrays;
import java.util.List;
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
    @Nullable Long messageAuthor,
    @Nullable String text,
    @Nullable Long quote,
    @Nullable Long quoteEpoch,
    @Nullable Long quoteAuthor,
    @Nullable Long editedAt,
    Long[] mentions,
    List<FileView> files,
    Optional<PollView> poll,
    List<LinkPreview> previews,
    Optional<Origin> origin) {

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
        row.getColumn("message_author", Long.class),
        row.getColumn("text", String.class),
        row.getColumn("quote", Long.class),
        row.getColumn("quote_epoch", Long.class),
        row.getColumn("quote_author", Long.class),
        row.getColumn("edited_at", Long.class),
        row.getColumn("mentions", Long[].class),
        FileColumns.of(row),
        PollColumns.of(row),
        PreviewColumns.of(row),
        OriginColumns.of(row));
  }

  /** A row of which only this much counts. */
  static EventRow bodyless(String kind, Optional<AccountId> person) {
    return new EventRow(
        0,
        0,
        0,
        kind,
        0,
        person.map(AccountId::value).orElse(null),
        null,
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new Long[0],
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  LogEntry entry(ConversationFacts conversation) {
    Content content = EventKind.ofStored(kind).content(this);
    return new LogEntry(
        conversation, pos, prev, epoch, new AccountId(author), Moment.instant(at), content);
  }

  Optional<LogEntry.Posted> posted() {
    if (messagePos == null) {
      return Optional.empty();
    }
    Set<AccountId> mentioned =
        Arrays.stream(mentions).map(AccountId::new).collect(Collectors.toUnmodifiableSet());
    return Optional.of(
        new LogEntry.Posted(
            currentText(),
            quote == null || quoteEpoch == null || quoteAuthor == null
                ? Optional.empty()
                : Optional.of(new Target(quote, quoteEpoch, new AccountId(quoteAuthor))),
            Optional.ofNullable(editedAt).map(Moment::instant),
            mentioned,
            files,
            poll,
            origin));
  }

  /** The text as it is now; empty once the message was deleted. */
  Optional<String> currentText() {
    return Optional.ofNullable(text);
  }

  /** The emoji; empty once the message was deleted. */
  Optional<String> currentEmoji() {
    return Optional.ofNullable(emoji);
  }

  /** The message it is about; empty if there is none, or it is gone. */
  Optional<Target> message() {
    return messagePos == null || messageEpoch == null || messageAuthor == null
        ? Optional.empty()
        : Optional.of(new Target(messagePos, messageEpoch, new AccountId(messageAuthor)));
  }

  Optional<AccountId> person() {
    return Optional.ofNullable(target).map(AccountId::new);
  }
}
