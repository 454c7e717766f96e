package io.drawbridge.client.background;

/**
 * Decides how much is read ahead, so that memory stays bounded when handlers are slow. Mailbox
 * only.
 *
 * <p>Reading stops while too many events wait for handlers. While calls wait for answers it
 * continues a little longer, because a handler may be waiting for one of them.
 */
public final class Pace {

  /** Frames that may lie between the socket and the mailbox. */
  static final int READ_AHEAD = 64;

  private static final int WHILE_CALLS_WAIT = 4;

  private final int eventsMax;
  private int owed;

  public Pace(int eventsMax) {
    this.eventsMax = eventsMax;
  }

  /** Begins a new connection; returns how many frames to ask for at first. */
  public int begin() {
    owed = 0;
    return READ_AHEAD;
  }

  /** A frame was taken: how many more to ask for. */
  public int taken(int eventsQueued, boolean callsWait) {
    owed++;
    return grant(eventsQueued, callsWait);
  }

  /** Something changed: how many more to ask for. */
  public int grant(int eventsQueued, boolean callsWait) {
    int max = callsWait ? WHILE_CALLS_WAIT * eventsMax : eventsMax;
    if (eventsQueued >= max) {
      return 0;
    }
    int granted = owed;
    owed = 0;
    return granted;
  }

  /** True if nothing can be heard because nothing is read. */
  public boolean stalled() {
    return owed >= READ_AHEAD;
  }
}
