package io.drawbridge.server.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The fences and the nodes that owe them, as the database keeps them. */
public interface FenceLedger {
  /**
   * Writes down who owes the fence: every node that serves now. Only in a statement that began
   * after the change was committed, else a node that started meanwhile is forgotten. Opens the
   * fence again if it was forgotten.
   */
  List<String> owe(Handle handle, long scope, long epoch);

  /**
   * Pays all that the node owes the scope up to the epoch, and closes the fences that nobody else
   * owes. Empty while somebody owes the fence at the epoch. One statement: its transaction is its
   * own.
   */
  Optional<Closed> payAndClose(Handle handle, long scope, long epoch, String node);

  /** The newest fence of each scope that the node owes. */
  List<Debt> debts(Handle handle, String node);

  /** Pays all that the node owes the scope up to the epoch, with what it did for the newest. */
  int pay(Handle handle, Debt debt, String node, int sessions, long micros);

  /** What the other nodes did for a fence; those whose lease has ended did nothing. */
  List<Fenced.Other> others(Handle handle, long scope, long epoch, String node);

  /** Closes fences that nobody alive owes, and for which nobody waits any more. */
  int closeAbandoned(Handle handle, Duration age);

  /** Forgets fences closed longer ago than that, a bounded number; returns how many went. */
  int sweep(Handle handle, Duration age, int max);

  /**
   * A fence that is closed.
   *
   * @param micros the database's time when it was
   * @param sending whether an exit is sending anything, on any node
   */
  record Closed(long micros, boolean sending) {}

  /** A fence that a node owes. */
  record Debt(long scope, long epoch) {}
}
