package io.drawbridge.server.delivery.append;

import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Pinned;
import java.util.Optional;

/** Pins a message for everybody in the conversation, or unpins it. */
public record MessagePin(long target, boolean on, RequestKey key) implements Append {
  @Override
  public Action.Post right() {
    return Action.Post.PIN;
  }

  @Override
  public Optional<Long> subject() {
    return Optional.of(target);
  }

  @Override
  public Optional<Claim> claim() {
    return Claim.whole(target);
  }

  @Override
  public Optional<String> written() {
    return Optional.of("");
  }

  @Override
  public Content write(Draft draft) {
    Pinned pinned = new Pinned(draft.target(target), on);
    draft.row(Rewrite.PIN, target, on ? draft.place().moment().clockMicros() : null);
    return pinned;
  }
}
