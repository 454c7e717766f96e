package io.drawbridge.protocol.policy;

import java.util.List;
import java.util.Optional;

/**
 * The policies of a workspace or a conversation, as the reader may see them. An external of a
 * conversation is told what is in force for themselves, and no more.
 *
 * @param inForce the values in force: of a conversation the strictest of its workspace, its own,
 *     and, for a thread, those of the groups that it is addressed to
 * @param workspace the values of the workspace, which nothing in it is less strict than
 * @param own what is set just here
 * @param defaults the values that hold here where nothing is set
 * @param orders the values that each policy takes
 */
public record PolicyView(
    PolicyValues inForce,
    Optional<PolicyValues> workspace,
    Optional<PolicyValues> own,
    Optional<PolicyValues> defaults,
    List<PolicyOrder> orders) {

  /** Copies the list. */
  public PolicyView {
    orders = List.copyOf(orders);
  }
}
