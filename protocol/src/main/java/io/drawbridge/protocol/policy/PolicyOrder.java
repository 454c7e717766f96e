package io.drawbridge.protocol.policy;

import java.util.List;

/**
 * The order of the values of one policy.
 *
 * @param key which policy
 * @param strictestFirst the values that it takes, of {@code last_days} fewer before more; empty for
 *     numbers, mail domains and people
 */
public record PolicyOrder(PolicyKey key, List<String> strictestFirst) {

  /** Copies the list. */
  public PolicyOrder {
    strictestFirst = List.copyOf(strictestFirst);
  }
}
