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
   * Pays what the node owes the fence at the epoch, and no other, as it has taken back what that
   * one is about; closes the fences of the scope up to it that nobody owes then. Empty while
   * somebody owes this one. One statement: its transaction is its own.
   */
  Optional<Closed> payAndClose(Handle handle, long scope, long epoch, String node);

  /** All fences that the node owes, those of a scope in ascending order. */
  List<Debt> debts(Handle handle, String node);

  /**
   * Pays what the node owes these fences of a scope, and no others.
   *
   * @return how many it did owe
   */
  int pay(Handle handle, long scope, List<Long> epochs, String node, int sessions, long micros);

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
