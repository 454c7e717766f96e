package io.drawbridge.load.audit;

/**
 * One stay of a person in a conversation, seen from outside: when it was asked for and
 * acknowledged, and, once over, when its end was asked for and acknowledged, with what the receipt
 * said.
 *
 * <p>Times are nanoseconds of one clock in this process. A message acknowledged before the add was
 * asked for is surely older; one asked for after an acknowledgement is surely newer; between the
 * two either order is right.
 */
record Stay(boolean everything, long addAsked, long addAcknowledged, End end) {

  /** The way a stay ended. */
  sealed interface End {
    /** Not over. */
    record Open() implements End {}

    /**
     * Over. {@code connection} is the one the person had then, and {@code lastPos} what the receipt
     * says it was handed last ({@code -1}: the receipt names no session, so the stay's own times
     * must do). {@code settled}: the driver had seen the person receive everything acknowledged
     * before.
     */
    record Removed(long asked, long acknowledged, int connection, long lastPos, boolean settled)
        implements End {}
  }

  static Stay from(boolean everything, long asked, long acknowledged) {
    return new Stay(everything, asked, acknowledged, new End.Open());
  }

  Stay ended(End.Removed removed) {
    return new Stay(everything, addAsked, addAcknowledged, removed);
  }

  boolean open() {
    return end instanceof End.Open;
  }

  /** Returns whether the person may receive the message: no certain reason against it. */
  boolean mayShow(Sent message) {
    if (!everything && message.acknowledged() < addAsked) {
      return false;
    }
    return !(end instanceof End.Removed removed && message.asked() > removed.acknowledged());
  }

  /** Returns whether the person must receive it under every interleaving. */
  boolean mustShow(Sent message) {
    if (!everything && message.asked() <= addAcknowledged) {
      return false;
    }
    return switch (end) {
      case End.Open() -> true;
      case End.Removed removed ->
          (removed.lastPos() >= 0 && message.pos() <= removed.lastPos())
              || (removed.settled() && message.acknowledged() < removed.asked());
    };
  }
}
