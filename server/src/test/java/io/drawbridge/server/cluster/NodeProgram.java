package io.drawbridge.server.cluster;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseLimits;
import io.drawbridge.server.db.PooledDatabase;
import io.drawbridge.server.db.TestDatabase;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A node in a process of its own, which tells its output whether it serves. */
final class NodeProgram {
  static final Duration LEASE = Duration.ofMillis(1_500);

  private static final Duration EVERY = Duration.ofMillis(20);

  /** A lock of the database; while somebody holds it, nodes cannot verify what they know. */
  static final long VERIFYING = 4_711;

  private NodeProgram() {}

  private static boolean mayVerify(PooledDatabase database) {
    return database.query(handle ->
        handle
            .createQuery("select pg_try_advisory_xact_lock_shared(:key)")
            .bind("key", VERIFYING)
            .mapTo(Boolean.class)
            .one());
  }

  /** With the address of a database, its user and the password. */
  public static void main(String[] arguments) throws InterruptedException {
    DatabaseAddress address = new DatabaseAddress(arguments[0], arguments[1], arguments[2]);
    DatabaseLimits limits =
        new DatabaseLimits(
            2, 2, Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(10));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (PooledDatabase database = PooledDatabase.open(address, limits);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        LeasedNode node =
            LeasedNode.join(
                database,
                TestDatabase.seededIds(ProcessHandle.current().pid()),
                VersionGate.of(() -> {}),
                LEASE,
                Doorbell.SILENT,
                DeadMan.make(),
                threads,
                timer,
                () -> {})) {
      node.serve(
          new Node.Opening() {
            @Override
            public void verify() {
              // It knows nothing, and may be kept from it all the same.
              if (!mayVerify(database)) {
                out.println("unverified");
                throw new IllegalStateException("the test keeps it from verifying");
              }
            }

            @Override
            public void shut() {
              // Nothing is behind its gate.
            }

            @Override
            public void opened() {
              // Nothing waits for it.
            }
          });
      while (true) {
        out.println(node.serves() ? "serves" : "quiet");
        Thread.sleep(EVERY); // the rhythm itself: nothing is waited for
      }
    }
  }
}
