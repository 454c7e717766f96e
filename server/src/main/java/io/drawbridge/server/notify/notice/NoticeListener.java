package io.drawbridge.server.notify.notice;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Hears of notices as they are written, each of them once. Thread-safe. */
public interface NoticeListener {
  /**
   * Adds what follows from notices, in the transaction that writes them: if that does not commit,
   * nothing was said. Called off the way of the messages, by any node, with at most a few thousand
   * notices; what it throws makes all of it be tried again.
   *
   * @param handle of the transaction
   * @param notices those written just now, of several people and conversations
   */
  void written(Handle handle, List<Notice> notices);

  /** Hears that the transaction was committed: the time to wake who sends what was added. */
  default void committed() {
    // most are looked after by the clock
  }
}
