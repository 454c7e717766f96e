package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.load.simulate.LedgerRows;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import io.drawbridge.server.db.start.Migrations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statements about leases and fences decide as {@link LedgerRows} does, in which the simulation
 * has them: the same random steps on both, compared after each. The database's clock is not moved;
 * its rows are made older. No two moments come nearer than five minutes, so that it does not matter
 * how long the test takes.
 */
final class LedgerRowsDbTest {
  private static final Duration LEASE = Duration.ofMinutes(185);
  private static final Duration ABANDONED = Duration.ofMinutes(65);
  private static final Duration NEAR = Duration.ofMinutes(4);
  private static final List<String> NODES = List.of("a", "b", "c");
  private static final int STEPS = 150;

  @TempDir static Path folder;
  private static PrivatePostgres postgres;

  private final FenceStore store = new FenceStore();
  private long nowMicros = Duration.ofDays(100).toNanos() / 1_000;
  private final LedgerRows rows = new LedgerRows(() -> nowMicros);
  private Handle handle;
  private SplittableRandom random = new SplittableRandom();

  @BeforeAll
  static void start() {
    postgres =
        PrivatePostgres.start(
            folder.resolve("data"), folder.resolve("bin"), Map.of("fsync", "off"));
    Migrations.apply(postgres.address());
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void open() {
    DatabaseAddress address = postgres.address();
    handle = Jdbi.open(address.url(), address.user(), address.password());
  }

  @AfterEach
  void close() {
    handle.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void databaseDecidesAsTheSimulationHasIt(long seed) {
    random = new SplittableRandom(seed);
    handle.execute("delete from fence_debt");
    handle.execute("delete from fence");
    handle.execute("delete from node");
    for (String node : NODES) {
      handle.execute("insert into node (id, expires_at) values (?, clock_timestamp())", node);
      rows.join(node);
      renew(node);
    }
    for (int i = 0; i < STEPS; i++) {
      step();
      compare("seed %d, step %d".formatted(seed, i));
    }
  }

  private void step() {
    String node = NODES.get(random.nextInt(NODES.size()));
    long scope = 1L + random.nextInt(2);
    long epoch = 1L + random.nextInt(4);
    switch (random.nextInt(7)) {
      case 0 -> pass(Duration.ofMinutes(10L * (1 + random.nextInt(12))));
      case 1, 2 -> renew(node);
      case 3 ->
          assertThat(store.owe(handle, scope, epoch)).isEqualTo(rows.owe(handle, scope, epoch));
      case 4 ->
          assertThat(store.payAndClose(handle, scope, epoch, node).isPresent())
              .isEqualTo(rows.payAndClose(handle, scope, epoch, node).isPresent());
      case 5 -> {
        List<Long> epochs = new ArrayList<>(List.of(epoch));
        if (random.nextBoolean()) {
          epochs.add(1L + random.nextInt(4));
        }
        assertThat(store.pay(handle, scope, epochs, node, 3, 5))
            .isEqualTo(rows.pay(handle, scope, epochs, node, 3, 5));
      }
      default ->
          assertThat(store.closeAbandoned(handle, ABANDONED))
              .isEqualTo(rows.closeAbandoned(handle, ABANDONED));
    }
  }

  private void renew(String node) {
    Duration granted = new NodeStore().renew(handle, node, LEASE);
    assertThat(granted.minus(rows.renew(node, LEASE)).abs()).isLessThan(NEAR);
  }

  private void pass(Duration time) {
    nowMicros += time.toNanos() / 1_000;
    String older = "interval '%d seconds'".formatted(time.toSeconds());
    handle.execute("update node set expires_at = expires_at - " + older);
    handle.execute(
        "update fence set opened_at = opened_at - %s, closed_at = closed_at - %s"
            .formatted(older, older));
    handle.execute(
        "update fence_debt set owed_at = owed_at - %s, paid_at = paid_at - %s"
            .formatted(older, older));
  }

  private void compare(String when) {
    for (String node : NODES) {
      assertThat(store.debts(handle, node)).as(when).isEqualTo(rows.debts(handle, node));
      assertThat(isLive(node)).as(when).isEqualTo(rows.isLive(node));
      for (long scope = 1; scope <= 2; scope++) {
        for (long epoch = 1; epoch <= 4; epoch++) {
          assertThat(store.others(handle, scope, epoch, node))
              .as(when)
              .isEqualTo(rows.others(handle, scope, epoch, node));
          assertThat(isClosed(scope, epoch)).as(when).isEqualTo(rows.isClosed(scope, epoch));
        }
      }
    }
  }

  private boolean isLive(String node) {
    return handle
        .createQuery("select exists (select from live_node where id = :node)")
        .bind("node", node)
        .mapTo(Boolean.class)
        .one();
  }

  private boolean isClosed(long scope, long epoch) {
    return handle
        .createQuery(
            "select exists (select from fence where scope = :scope and epoch = :epoch"
                + " and closed_at is not null)")
        .bind("scope", scope)
        .bind("epoch", epoch)
        .mapTo(Boolean.class)
        .one();
  }
}
