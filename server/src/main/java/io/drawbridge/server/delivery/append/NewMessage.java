package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Posted;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import java.util.Optional;
import java.util.Set;

/**
 * Posts a message.
 *
 * @param quote the position of the message it quotes
 * @param audience whom the author wrote to, if they say so
 */
public record NewMessage(
    String text,
    Optional<Long> quote,
    Set<AccountId> mentions,
    Optional<AudienceToken> audience,
    RequestKey key)
    implements Append {
  @Override
  public Action.Post right() {
    return mentions.isEmpty() ? Action.Post.POST : Action.Post.MENTION;
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
    return Optional.of(text);
  }

  @Override
  public Content write(Draft draft) {
    Optional<Target> quoted = quote.map(draft::quoted);
    Set<AccountId> named = draft.named();
    draft.message(text, quoted);
    draft.mention(draft.place().pos(), named);
    return new Posted(Optional.of(text), quoted, Optional.empty(), named);
  }
}
