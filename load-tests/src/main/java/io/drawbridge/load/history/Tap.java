package io.drawbridge.load.history;

import io.drawbridge.protocol.frame.ServerFrame;
import java.util.List;

/**
 * Stands between the socket and the record of what came. A test plants faults here, to see them
 * found.
 */
@FunctionalInterface
interface Tap {
  /** The true record. */
  Tap OPEN = List::of;

  /** The frames to record for one that came. */
  List<ServerFrame> through(ServerFrame frame);
}
