package io.drawbridge.load.simulate;

/** Names what may be wrong with the machine below the nodes: the promise does not hold with it. */
public enum Fault {
  /** The kernel does not kill a process that is stopped when its lease ends. */
  NO_KERNEL_TIMER,
  /** A connection that is reset still sends what was behind the gate. */
  RESET_SENDS,
  /** The clocks of nodes run slower than the margins allow for. */
  SLOW_CLOCKS
}
