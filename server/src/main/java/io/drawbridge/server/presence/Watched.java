package io.drawbridge.server.presence;

import io.drawbridge.protocol.people.Presence;
import io.drawbridge.server.session.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * One person whose presence is followed, with the followers, the reasons why they may, and what
 * they know.
 */
final class Watched {
  private final Map<Session, Witness> watchers = new HashMap<>();
  private Presence told;

  Watched(Presence told) {
    this.told = told;
  }

  synchronized void add(Session session, Witness witness) {
    watchers.put(session, witness);
  }

  /** Removes followers; true if nobody is left. */
  synchronized boolean remove(Collection<Session> sessions) {
    watchers.keySet().removeAll(sessions);
    return watchers.isEmpty();
  }

  /** The followers, by their witness. */
  synchronized Map<Session, Witness> all() {
    return Map.copyOf(watchers);
  }

  /** Those who have to be told, by their witness; none when they know it already. */
  synchronized Map<Session, Witness> toTell(Presence now) {
    if (now.equals(told)) {
      return Map.of();
    }
    told = now;
    return Map.copyOf(watchers);
  }
}
