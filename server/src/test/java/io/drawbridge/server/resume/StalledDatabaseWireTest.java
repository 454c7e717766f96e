package io.drawbridge.server.resume;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.db.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Devices that come back while the database answers nobody in time: more than the reading pool
 * takes. They get {@code busy}, ask again from the same cursors, and lose nothing.
 */
final class StalledDatabaseWireTest {
  private static final int BOTS = 4;
  private static final int DEVICES_EACH = 10;
  private static final int CONVERSATIONS = 20;

  @AutoClose static final TestServer SERVER = TestServer.start();

  @Test
  @Timeout(300)
  void resumeThatWasBusyLosesNothing() throws Exception {
    Fleet fleet = new Fleet(SERVER, BOTS, DEVICES_EACH, CONVERSATIONS);
    fleet.catchUp(fleet.write(40));
    fleet.write(40);

    CompletableFuture<Map<ConversationId, Long>> heads = new CompletableFuture<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running;
      try (Connection stall = stall()) {
        running = fleet.start(pool, device -> device.catchUpThroughBusy(SERVER.url(), heads));
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> refused(fleet) >= fleet.devices().size() / 2);
        stall.rollback();
      }
      heads.complete(fleet.write(40));
      for (Future<?> each : running) {
        each.get();
      }
    }

    fleet.assertNothingLostOrDoubled("after the stall");
  }

  private static int refused(Fleet fleet) {
    return fleet.devices().stream().mapToInt(ResumingDevice::refused).sum();
  }

  /** Nobody reads or writes events until this transaction ends. */
  private static Connection stall() throws SQLException {
    DatabaseAddress address = SERVER.database().address();
    Connection connection =
        DriverManager.getConnection(address.url(), address.user(), address.password());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table event in access exclusive mode");
    }
    return connection;
  }
}
