package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.forward.Forward;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One content change to append to a conversation. Each kind of change is a file that says all the
 * lane has to know of it; the lane itself knows no kind.
 */
public interface Append {
  /** Makes it idempotent. */
  RequestKey key();

  /** The right that its author needs. */
  Action.Post right();

  /** The position of the message that its author must see: the one it quotes or changes. */
  Optional<Long> subject();

  /** The claim it makes in its transaction; empty if it changes no message. */
  Optional<Claim> claim();

  /** The text that counts towards a quota; empty if it only takes something back. */
  Optional<String> written();

  /** The people it names, of whom the lane keeps those who see the conversation. */
  default Set<AccountId> mentions() {
    return Set.of();
  }

  /** Whom the author wrote to, if they say so. */
  default Optional<AudienceToken> audience() {
    return Optional.empty();
  }

  /** The emoji whose use on the subject it depends on. */
  default Optional<String> emoji() {
    return Optional.empty();
  }

  /** The uploads that it makes files of its message; the lane reads them under the lock. */
  default List<FileId> uploads() {
    return List.of();
  }

  /** The scheduled message that it is; it is refused unless that waits still, as it was read. */
  default Optional<Due> due() {
    return Optional.empty();
  }

  /** Whether it changes the text or the files of its subject, so that the lane reads both. */
  default boolean rewords() {
    return false;
  }

  /** The message that it passes on, which its author sees under the locks of both places. */
  default Optional<Forward> forward() {
    return Optional.empty();
  }

  /**
   * Whether its subject is already as it would make it, so that it is answered and nothing is
   * written.
   *
   * @throws io.drawbridge.server.failure.Failure if the message does not allow it
   */
  default boolean idle(Draft draft) {
    return false;
  }

  /**
   * Adds its rows to the draft. Only a lane has a draft, so nobody else can call it.
   *
   * @return the content of its event
   * @throws io.drawbridge.server.failure.Failure if the message does not allow it; thrown before
   *     the draft's place is asked for
   */
  Content write(Draft draft);

  /** A version of a scheduled message. */
  record Due(long id, long version) {}

  /**
   * A claim on a message: changes that depend on each other's effect do not share a transaction.
   *
   * @param target the position of the message
   * @param part what of the message; empty claims the whole of it
   */
  record Claim(long target, Optional<String> part) {
    static Optional<Claim> whole(long target) {
      return Optional.of(new Claim(target, Optional.empty()));
    }
  }
}
