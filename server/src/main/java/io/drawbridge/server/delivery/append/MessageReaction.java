package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Reacted;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;

/** Puts an emoji on a message, or takes it away again. */
public record MessageReaction(long target, String shown, boolean on, RequestKey key)
    implements Append {
  @Override
  public Action.Post right() {
    return Action.Post.REACT;
  }

  @Override
  public Optional<Long> subject() {
    return Optional.of(target);
  }

  /** Different people and different emojis do not hinder one another. */
  @Override
  public Optional<Claim> claim() {
    return Optional.of(new Claim(target, Optional.of(key.account().value() + " " + shown)));
  }

  @Override
  public Optional<String> written() {
    return Optional.of(shown);
  }

  @Override
  public Optional<String> emoji() {
    return Optional.of(shown);
  }

  @Override
  public Content write(Draft draft) {
    if (on) {
      int emojis = draft.emojisWith(target, shown);
      if (emojis > Limits.REACTIONS_PER_MESSAGE_MAX) {
        throw Failure.of(
            ErrorCode.LIMIT_REACHED,
            "reactions: %d on this message (expected: <= %d)"
                .formatted(emojis, Limits.REACTIONS_PER_MESSAGE_MAX));
      }
    }
    draft.row(on ? Rewrite.REACT : Rewrite.UNREACT, target, shown, key.account().value());
    return new Reacted(draft.target(target), shown, on);
  }
}
