package io.drawbridge.server.exit;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * All exits of this server, which a fence settles as it purges the sockets. Exits are added at
 * start-up, before anything is sent. Thread-safe.
 */
public final class Exits {
  private final Database database;
  private final Map<String, Exit<?>> exits = new ConcurrentHashMap<>();
  private final OutboxStore store = new OutboxStore();

  public Exits(Database database) {
    this.database = database;
  }

  /** Adds an exit; its rows may be sent from now on. */
  public void add(Exit<?> exit) {
    if (exits.putIfAbsent(exit.name(), exit) != null) {
      throw new IllegalStateException("exit %s: twice (expected: once)".formatted(exit.name()));
    }
  }

  /**
   * Waits until no row is under way, on any node, that its exit would not make any more. Called
   * after the commit that withdrew it: a node that leases a row later asks in a later snapshot.
   * Then it either left before, or never will. Blocks, outside transactions.
   */
  public void settle() {
    List<UnderWay> withdrawn =
        database.read(handle ->
            store.underWay(handle).stream().filter(sending -> withdrawn(handle, sending)).toList());
    withdrawn.forEach(sending -> sending.await(database, store));
  }

  /** Tells all exits that something may have been taken away from these people. */
  public void cut(Collection<AccountId> people) {
    exits.values().forEach(exit -> exit.cut(people));
  }

  /** What no exit here can judge counts as withdrawn. */
  private boolean withdrawn(Handle snapshot, UnderWay sending) {
    return Optional.ofNullable(exits.get(sending.row().exit()))
        .filter(exit -> exit.stands(snapshot, sending.row()))
        .isEmpty();
  }
}
