package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Posted;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Posts a message.
 *
 * @param quote the position of the message it quotes
 * @param audience whom the author wrote to, if they say so
 * @param uploads of the author's, which become files of the message
 * @param poll what it asks, if it is a poll
 */
public record NewMessage(
    String text,
    Optional<Long> quote,
    Set<AccountId> mentions,
    Optional<AudienceToken> audience,
    List<FileId> uploads,
    Optional<PollView> poll,
    RequestKey key)
    implements Append {
  /** A message that is no poll. */
  public NewMessage(
      String text,
      Optional<Long> quote,
      Set<AccountId> mentions,
      Optional<AudienceToken> audience,
      List<FileId> uploads,
      RequestKey key) {
    this(text, quote, mentions, audience, uploads, Optional.empty(), key);
  }

  /** A message without files. */
  public NewMessage(
      String text,
      Optional<Long> quote,
      Set<AccountId> mentions,
      Optional<AudienceToken> audience,
      RequestKey key) {
    this(text, quote, mentions, audience, List.of(), key);
  }

  @Override
  public Action.Post right() {
    if (uploads.isEmpty()) {
      return mentions.isEmpty() ? Action.Post.POST : Action.Post.MENTION;
    }
    return mentions.isEmpty() ? Action.Post.SHARE : Action.Post.SHARE_MENTION;
  }

  @Override
  public Optional<Long> subject() {
    return quote;
  }

  @Override
  public Optional<Claim> claim() {
    return Optional.empty();
  }

  @Override
  public Optional<String> written() {
    return Optional.of(poll.map(it -> text + String.join("", it.options())).orElse(text));
  }

  @Override
  public Content write(Draft draft) {
    Optional<Target> quoted = quote.map(draft::quoted);
    Set<AccountId> named = draft.named();
    List<FileView> files = draft.attach(uploads);
    draft.message(
        text,
        quoted,
        poll.map(PollView::options).orElseGet(() -> files.stream().map(FileView::name).toList()));
    poll.ifPresent(draft::poll);
    draft.mention(draft.place().pos(), named);
    return new Posted(Optional.of(text), quoted, Optional.empty(), named, files, poll);
  }
}
