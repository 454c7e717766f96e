package io.drawbridge.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.config.ConfigKey;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred devices that are cut off at random bytes, again and again, while somebody writes:
 * nothing lost, nothing twice, positions strictly increasing.
 */
final class CutConnectionsWireTest {
  private static final long SEED = 20_260_131;
  private static final int BOTS = 10;
  private static final int DEVICES_EACH = 10;
  private static final int CONVERSATIONS = 20;
  private static final int MESSAGES = 200;

  @AutoClose
  static final TestServer SERVER = TestServer.start(Map.of(ConfigKey.RATE_OPEN, "100000"));

  private final Random random = new Random(SEED);

  @Test
  @Timeout(300)
  void nothingIsLostAndNothingComesTwice() throws Exception {
    Fleet fleet = new Fleet(SERVER, BOTS, DEVICES_EACH, CONVERSATIONS);
    fleet.catchUp(writeWhileCutting(fleet));

    assertThat(fleet.devices().stream().mapToInt(ResumingDevice::cuts).sum())
        .as("cuts, seed %d", SEED)
        .isGreaterThan(fleet.devices().size());
    fleet.assertNothingLostOrDoubled("seed " + SEED);
  }

  /** The last position of each conversation. */
  private Map<ConversationId, Long> writeWhileCutting(Fleet fleet) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (CuttingProxy proxy = new CuttingProxy(SERVER.url(), this::budget);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> listening =
          fleet.start(
              pool,
              device -> {
                while (!over.get()) {
                  device.listenUntilCut(proxy.url());
                }
              });
      try {
        return fleet.write(MESSAGES);
      } finally {
        over.set(true);
        proxy.stop();
        for (Future<?> each : listening) {
          each.get();
        }
      }
    }
  }

  private synchronized long budget() {
    return 500L + random.nextInt(24_000);
  }
}
