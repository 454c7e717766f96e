package io.drawbridge.server.cluster;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.cluster.VersionGateStore.Neighbour;
import io.drawbridge.server.cluster.VersionGateStore.SchemaMaker;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a process change the schema, and serve it, only if it can live with every node that is
 * there. Processes pass one after the other, and the schema is changed inside: a node of an older
 * version that starts meanwhile waits, and is judged by what was changed.
 */
public final class VersionGate {
  private static final Logger LOG = LoggerFactory.getLogger(VersionGate.class);

  /** The longest wait for a node that is about to go: as long as a lease, and some more. */
  private static final Duration GOING_MAX = Duration.ofSeconds(5);

  /** The longest wait for a process that changes the schema. */
  private static final Duration TURN_MAX = Duration.ofMinutes(10);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final VersionGateStore store = new VersionGateStore();
  private final Generation generation;
  private final Runnable migrate;
  private final Duration goingMax;
  private final NodeLabel label = NodeLabel.here();

  VersionGate(Generation generation, Runnable migrate, Duration goingMax) {
    this.generation = generation;
    this.migrate = migrate;
    this.goingMax = goingMax;
  }

  /**
   * The gate before this version.
   *
   * @param migrate brings the schema up to date; uses connections of its own
   */
  public static VersionGate of(Runnable migrate) {
    return new VersionGate(Generation.CURRENT, migrate, GOING_MAX);
  }

  NodeLabel label() {
    return label;
  }

  Generation generation() {
    return generation;
  }

  /**
   * Brings the schema up to date for a task that is done beside the nodes.
   *
   * @throws Failure {@code conflict} if this version cannot live with one that serves
   */
  public void passForTask(Database database) {
    pass(
        database,
        handle -> store.neighbour(handle, generation).or(() -> store.lone(handle, generation)),
        handle -> {});
  }

  /**
   * Brings the schema up to date, and makes this process one of those that are there.
   *
   * @param register writes the node's row
   * @throws Failure {@code conflict} if this version cannot live with a node, or with the schema
   */
  void pass(Database database, Consumer<Handle> register) {
    pass(database, handle -> store.neighbour(handle, generation), register);
  }

  private void pass(
      Database database,
      Function<Handle, Optional<Neighbour>> inTheWay,
      Consumer<Handle> register) {
    database.query(handle -> {
      awaitTurn(handle);
      try {
        awaitNobody(() -> inTheWay.apply(handle));
        bringUpToDate(handle);
        register.accept(handle);
      } finally {
        store.leave(handle);
      }
      return label;
    });
  }

  /**
   * Finds out whether a node may go on.
   *
   * @throws Failure {@code conflict} if one that it cannot live with was there before
   */
  void stay(Handle handle, String node) {
    store
        .neighbourOf(handle, node, generation)
        .ifPresent(other -> {
          throw refusal(other);
        });
  }

  private void awaitTurn(Handle handle) {
    if (store.tryEnter(handle)) {
      return;
    }
    LOG.info("waiting for another process, which brings the schema up to date");
    long until = System.nanoTime() + TURN_MAX.toNanos();
    while (!store.tryEnter(handle)) {
      if (System.nanoTime() - until > 0) {
        throw Failure.of(
            ErrorCode.UNAVAILABLE,
            "another process has been changing the schema for %d minutes (expected: less)"
                .formatted(TURN_MAX.toMinutes()));
      }
      pause();
    }
  }

  private void awaitNobody(Supplier<Optional<Neighbour>> inTheWay) {
    long until = System.nanoTime() + goingMax.toNanos();
    for (Optional<Neighbour> other = inTheWay.get(); other.isPresent(); other = inTheWay.get()) {
      if (System.nanoTime() - until > 0) {
        throw refusal(other.get());
      }
      pause();
    }
  }

  /** An older version leaves a newer schema, and its functions, as they are. */
  private void bringUpToDate(Handle handle) {
    Optional<SchemaMaker> maker = store.schemaMaker(handle);
    maker
        .filter(it -> it.generation().lowest() > generation.own())
        .ifPresent(it -> {
          throw refusal(it);
        });
    if (maker.filter(it -> it.generation().own() > generation.own()).isPresent()) {
      LOG.info("a newer version has brought the schema up to date; it stays as it is");
      return;
    }
    migrate.run();
    store.note(handle, new SchemaMaker(generation, label.version()));
  }

  private Failure refusal(Neighbour other) {
    return Failure.of(
        ErrorCode.CONFLICT,
        ("node %s on %s (version %s, generation %d) stands in the way of version %s (generation"
                + " %d) (expected: generation %d or newer, and able to live with %d; stop it"
                + " first)")
            .formatted(
                other.id(),
                other.label().host(),
                other.label().version(),
                other.generation().own(),
                label.version(),
                generation.own(),
                generation.lowest(),
                generation.own()));
  }

  private Failure refusal(SchemaMaker maker) {
    return Failure.of(
        ErrorCode.CONFLICT,
        ("version %s has brought the schema of this database to generation %d; version %s is of"
                + " generation %d (expected: %d or newer)")
            .formatted(
                maker.version(),
                maker.generation().own(),
                label.version(),
                generation.own(),
                maker.generation().lowest()));
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ErrorCode.UNAVAILABLE, "interrupted");
    }
  }
}
