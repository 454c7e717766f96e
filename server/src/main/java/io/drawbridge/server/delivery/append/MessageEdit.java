package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Edited;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Replaces the text of a message: by its author, above their floor, not after its deletion. */
public record MessageEdit(long target, String text, Set<AccountId> mentions, RequestKey key)
    implements Append {
  /** The same edit, which mentions these too. */
  public MessageEdit naming(Set<AccountId> more) {
    Set<AccountId> all = new LinkedHashSet<>(mentions);
    all.addAll(more);
    return new MessageEdit(target, text, all, key);
  }

  @Override
  public Action.Post right() {
    return mentions.isEmpty() ? Action.Post.EDIT_OWN : Action.Post.EDIT_MENTION;
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
    return Optional.of(text);
  }

  @Override
  public boolean rewords() {
    return true;
  }

  @Override
  public Content write(Draft draft) {
    draft.requireRight();
    draft.requireWords();
    draft.row(
        Rewrite.EDIT,
        target,
        text,
        draft.place().moment().clockMicros(),
        draft.indexed(text, draft.files()));
    draft.mention(target, draft.named());
    return new Edited(draft.target(target), text);
  }
}
