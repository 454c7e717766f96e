package io.drawbridge.load.withdraw;

/** One way by which something leaves the server, and how it is brought to its middle. */
interface Way {
  /** Makes somebody to whom something is sent by it, and what there is to be sent. */
  Guest guest(String name) throws Exception;

  /**
   * Brings it to its middle, takes the guest out, lets it go on, and counts what came.
   *
   * @return whether it stood in the middle when the removal began
   */
  boolean once(Act act, Guest guest) throws Exception;

  /** Waits until nothing of what was begun can come any more. */
  default void settle() throws Exception {
    // most end with the act
  }
}
