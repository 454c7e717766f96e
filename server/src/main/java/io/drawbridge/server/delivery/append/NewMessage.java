package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.forward.Forward;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Posted;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import io.drawbridge.server.delivery.log.Origin;
import java.util.LinkedHashSet;
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
 * @param kept what the author had written, and goes in the same transaction
 * @param forward what it passes on, if it does; its text is in {@code text}
 */
public record NewMessage(
    String text,
    Optional<Long> quote,
    Set<AccountId> mentions,
    Optional<AudienceToken> audience,
    List<FileId> uploads,
    RequestKey key,
    Optional<PollView> poll,
    Optional<Kept> kept,
    Optional<Forward> forward)
    implements Append {
  /** Something that its author keeps until the message is written. */
  public sealed interface Kept {
    Kept DRAFT = new Begun();

    /** The draft of the conversation, if there is one. */
    record Begun() implements Kept {}

    /** The scheduled message that this one is, in the version that was read. */
    record Planned(Due due) implements Kept {}
  }

  /** A message that asks nothing, and leaves what its author keeps. */
  public NewMessage(
      String text,
      Optional<Long> quote,
      Set<AccountId> mentions,
      Optional<AudienceToken> audience,
      List<FileId> uploads,
      RequestKey key) {
    this(
        text,
        quote,
        mentions,
        audience,
        uploads,
        key,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
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

  /** The same message, which takes with it what its author kept. */
  public NewMessage taking(Kept with) {
    return new NewMessage(
        text, quote, mentions, audience, uploads, key, poll, Optional.of(with), forward);
  }

  /** What its author says: all of the text but what is passed on. */
  public String words() {
    return forward.map(it -> text.substring(0, it.begins())).orElse(text);
  }

  /** The same message, which mentions these too. */
  public NewMessage naming(Set<AccountId> more) {
    Set<AccountId> all = new LinkedHashSet<>(mentions);
    all.addAll(more);
    return new NewMessage(text, quote, all, audience, uploads, key, poll, kept, forward);
  }

  /** The same message as a poll. */
  public NewMessage asking(PollView what) {
    return new NewMessage(
        text, quote, mentions, audience, uploads, key, Optional.of(what), kept, forward);
  }

  /** The same message as one that passes another on. */
  public NewMessage passing(Forward what) {
    return new NewMessage(
        text, quote, mentions, audience, uploads, key, poll, kept, Optional.of(what));
  }

  @Override
  public Optional<Due> due() {
    return kept.flatMap(
        it -> it instanceof Kept.Planned(Due due) ? Optional.of(due) : Optional.empty());
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
    Optional<Origin> origin = forward.map(it -> draft.original().passed(it));
    Set<AccountId> named = draft.named();
    List<FileView> files = draft.attach(uploads);
    draft.message(
        text,
        quoted,
        poll.map(PollView::options).orElseGet(() -> files.stream().map(FileView::name).toList()));
    poll.ifPresent(draft::poll);
    forward.ifPresent(it -> draft.passedOn(it, origin.orElseThrow()));
    draft.mention(draft.place().pos(), named);
    kept.ifPresent(draft::takeAway);
    return new Posted(Optional.of(text), quoted, Optional.empty(), named, files, poll, origin);
  }
}
