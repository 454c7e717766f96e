package io.drawbridge.server.delivery.append;

import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Deleted;
import java.util.Optional;

/**
 * Deletes a message and leaves a tombstone: text, reactions and mentions are gone from every table.
 *
 * @param any whether by the right to delete the messages of others
 */
public record MessageDeletion(long target, boolean any, RequestKey key) implements Append {
  @Override
  public Action.Post right() {
    return any ? Action.Post.DELETE_ANY : Action.Post.DELETE_OWN;
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
    return Optional.empty();
  }

  @Override
  public Content write(Draft draft) {
    draft.requireRight();
    draft.row(Rewrite.DELETE, target);
    return new Deleted(draft.target(target));
  }
}
