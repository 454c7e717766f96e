package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.RequestKey;
import java.util.Optional;
import java.util.Set;

/** One content change to append; {@code key} makes it idempotent. */
public sealed interface Append {
  RequestKey key();

  /**
   * {@code mentions}: people named in the text, whom the lane keeps only if they see the
   * conversation.
   */
  record Post(String text, Optional<Long> quote, Set<AccountId> mentions, RequestKey key)
      implements Append {}

  /** Only the author, only above their floor, not after deletion; {@code mentions} as of a post. */
  record Edit(long target, String text, Set<AccountId> mentions, RequestKey key)
      implements Append {}

  /** Leaves a tombstone: text, reactions and mentions are gone from every table. */
  record Delete(long target, boolean any, RequestKey key) implements Append {}

  record React(long target, String emoji, boolean on, RequestKey key) implements Append {}

  record Pin(long target, boolean on, RequestKey key) implements Append {}
}
