package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.Caller;
import java.util.Comparator;

/**
 * A connection to a node.
 *
 * @param id its number on that node
 * @param sinceMicros when it came, by the database's clock
 */
record Device(
    String node, long id, AccountId account, SessionId session, String tab, long sinceMicros) {
  /** The order in which they came; the same on every node. */
  static final Comparator<Device> BY_AGE =
      Comparator.comparingLong(Device::sinceMicros)
          .thenComparing(Device::node)
          .thenComparingLong(Device::id);

  Caller caller() {
    return new Caller(account, session, tab);
  }
}
