package io.drawbridge.client.resume;

import io.drawbridge.protocol.id.ConversationId;
import java.util.Map;
import java.util.Optional;

/**
 * Says how far a client has got.
 *
 * @param since what to resume from, as the server gave it; absent before the first connection
 * @param cursors the last position that the application handled, of each conversation it gets in
 *     full
 */
public record Progress(Optional<String> since, Map<ConversationId, Long> cursors) {

  /** Copies the map. */
  public Progress {
    cursors = Map.copyOf(cursors);
  }

  /** Says that nothing has happened yet. */
  public static Progress none() {
    return new Progress(Optional.empty(), Map.of());
  }
}
