package io.drawbridge.server.cluster;

import java.util.Optional;

/** This process among those that serve its database. */
public interface Node extends AutoCloseable {
  /** Its name in receipts, new at every start. */
  String id();

  /** The bell at which the others are rung. */
  Doorbell doorbell();

  /** Returns whether no other one serves beside it. */
  boolean alone();

  /** Returns whether it may let anything out at this moment. Lock-free, for event loops. */
  boolean serves();

  /** Names what is wrong, if it cannot vouch for what it lets out. */
  Optional<String> whyNotReady();

  /** What has to be done before the node lets anything out again. */
  interface Opening {
    /**
     * Brings everything that this node keeps of the database up to it, by reads that begin now.
     * Blocks; fails if that is not possible.
     */
    void verify();

    /** Throws away what is behind the gate, as the right to let it out is gone. Any thread. */
    void shut();

    /** Lets flow what has waited. Any thread. */
    void opened();
  }

  /** Lets this node serve, once what it is made of is there. */
  void serve(Opening opening);

  /** Has this run, once, when an operator tells this node to send its clients off. */
  void whenToldToDrain(Runnable drain);

  @Override
  void close();
}
