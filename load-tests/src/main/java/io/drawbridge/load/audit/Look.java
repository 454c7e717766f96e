package io.drawbridge.load.audit;

import java.util.Set;

/**
 * One answer that shows messages of a conversation outside its stream: hits of a search, or a file.
 *
 * @param shown the positions that the answer had
 * @param wanted those that it had to have, if the person was entitled to them all the while
 * @param asked when it was asked for (nanoseconds)
 * @param answered when the answer was there
 */
record Look(Set<Long> shown, Set<Long> wanted, long asked, long answered) {
  Look {
    shown = Set.copyOf(shown);
    wanted = Set.copyOf(wanted);
  }

  /** Returns whether a stay lets the message show in this answer: no certain reason against it. */
  boolean mayShow(Stay stay, Sent message) {
    boolean over = stay.end() instanceof Stay.End.Removed removed && removed.acknowledged() < asked;
    return !over && stay.addAsked() < answered && stay.mayShow(message);
  }

  /** Returns whether the answer must have it under every interleaving. */
  boolean mustShow(Stay stay, Sent message) {
    boolean stays =
        !(stay.end() instanceof Stay.End.Removed removed && removed.asked() <= answered);
    boolean entitled = stay.everything() || message.asked() > stay.addAcknowledged();
    return stays && entitled && stay.addAcknowledged() < asked && message.acknowledged() < asked;
  }
}
