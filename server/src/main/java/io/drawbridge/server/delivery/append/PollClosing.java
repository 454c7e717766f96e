package io.drawbridge.server.delivery.append;

import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.PollClosed;
import java.util.Optional;

/**
 * Closes the poll of a message. Its author may while they could still change the message, and who
 * could delete it may too.
 *
 * @param any whether by the right to delete the messages of others
 */
public record PollClosing(long target, boolean any, RequestKey key) implements Append {
  @Override
  public Action.Post right() {
    return any ? Action.Post.DELETE_ANY : Action.Post.EDIT_OWN;
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
    draft.requireRight();
    draft.requireOpenPoll();
    PollClosed closed = new PollClosed(draft.target(target));
    draft.row(Rewrite.CLOSE_POLL, target, draft.place().moment().clockMicros());
    return closed;
  }
}
