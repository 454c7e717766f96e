package io.drawbridge.server.session;

import io.drawbridge.protocol.id.AccountId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The connected sessions of this node. Thread-safe. */
public interface Sessions {
  List<Session> of(AccountId account);

  /**
   * Everything on this node that may still write to the account: its sessions, those that are being
   * closed, and the HTTP requests under way. This is what a fence visits; it purges and resets them
   * all alike.
   */
  List<Outlet> outlets(AccountId account);

  Collection<Session> all();

  /** The accounts of all {@link #outlets}. */
  Set<AccountId> accounts();

  /**
   * A number that grows whenever a session is added or removed, after {@link #of} shows it, so that
   * what was looked up stays good while it is the same.
   */
  long version();

  /** The number of event loops; {@code Connection.loop()} is below it. */
  int loops();

  /** Runs a task on the event loop with this index. */
  void onLoop(int loop, Runnable task);

  /** Does the same, and asks the fan-out that is at work on that loop to let it by. */
  void firstOnLoop(int loop, Runnable task);

  /** Returns whether a task of {@link #firstOnLoop} waits on that loop. */
  boolean firstWaits(int loop);
}
