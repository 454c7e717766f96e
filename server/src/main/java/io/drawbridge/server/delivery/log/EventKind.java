package io.drawbridge.server.delivery.log;

import java.util.Locale;

/** The kinds of change records in a conversation's event log; stored by {@link #stored} name. */
public enum EventKind {
  POSTED,
  EDITED,
  DELETED,
  REACTED,
  UNREACTED,
  PINNED,
  UNPINNED,
  CHANGED,
  JOINED,
  LEFT,
  /** Somebody is in charge now, because the last one who was is not any more. */
  PROMOTED;

  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }
}
