package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.people.Presence;
import java.util.List;

/** The results of commands about presence. */
public sealed interface PresenceResult extends Result {

  /**
   * The present state of those who were asked for.
   *
   * @param presences without those the sender may not see
   */
  @JsonTypeName("presences")
  record Presences(List<Presence> presences) implements PresenceResult {

    /** Copies the list. */
    public Presences {
      presences = List.copyOf(presences);
    }
  }
}
