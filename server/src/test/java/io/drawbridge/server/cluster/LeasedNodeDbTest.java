package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.cluster.notify.NotifyDoorbell;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class LeasedNodeDbTest {
  private static final Duration LEASE = Duration.ofMillis(900);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  @AutoClose
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  @AutoClose("shutdownNow")
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();

  private final AtomicInteger verified = new AtomicInteger();
  private final CountDownLatch shut = new CountDownLatch(1);

  private final Node.Opening opening =
      new Node.Opening() {
        @Override
        public void verify() {
          verified.incrementAndGet();
        }

        @Override
        public void shut() {
          shut.countDown();
        }

        @Override
        public void opened() {
          // Nothing waits in this test.
        }
      };

  private static LeasedNode join() {
    return LeasedNode.join(
        DB.database(),
        DB.ids(),
        VersionGate.of(() -> {}),
        LEASE,
        Doorbell.SILENT,
        Optional.empty(),
        THREADS,
        TIMER,
        () -> {});
  }

  private static long live(String node) {
    return DB.database()
        .query(handle ->
            handle
                .createQuery("select count(*) from live_node where id = :node")
                .bind("node", node)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void nodesShareTheDatabaseAndNobodyServesItAlone() {
    try (LeasedNode one = join();
        LeasedNode two = join()) {
      assertThat(one.id()).isNotEqualTo(two.id());
      assertThat(live(one.id())).as("before it is told to serve").isZero();
      one.serve(opening);
      await().atMost(PATIENCE).until(one::serves);
      assertThat(verified).hasValue(1);
      assertThat(live(one.id())).isEqualTo(1);
      assertThatThrownBy(() ->
              Nodes.start(
                  DB.database(),
                  DB.ids(),
                  VersionGate.of(() -> {}),
                  THREADS,
                  () -> {},
                  Duration.ofMillis(200)))
          .isInstanceOfSatisfying(
              Failure.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.CONFLICT));
    }
    assertThat(DB.execute("update node set expires_at = expires_at")).as("left behind").isZero();
  }

  /** The row is locked, so that no renewal comes through. */
  @Test
  void nodeThatIsNotRenewedServesNoMoreAndVerifiesWhenItIsAgain() throws InterruptedException {
    try (LeasedNode node = join();
        Handle holder = DB.open()) {
      node.serve(opening);
      await().atMost(PATIENCE).until(node::serves);
      holder.begin();
      holder.execute("select id from node where id = ? for update", node.id());
      assertThat(shut.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(node.serves()).isFalse();
      assertThat(node.whyNotReady()).isPresent();
      holder.rollback();
      await().atMost(PATIENCE).until(node::serves);
      assertThat(verified).hasValue(2);
    }
  }

  /** Spec: the renewal policy "cap". */
  @Test
  void leaseOfADebtorEndsOneLeaseAfterItCameToOwe() {
    NodeStore store = new NodeStore();
    DB.execute("insert into node (id, expires_at) values ('deaf', clock_timestamp())");
    assertThat(renew(store)).isBetween(LEASE.dividedBy(2), LEASE);
    DB.execute("insert into fence (scope, epoch) values (5, 1)");
    DB.execute(
        """
        insert into fence_debt (scope, epoch, node, owed_at)
        values (5, 1, 'deaf', clock_timestamp() - interval '2 seconds')
        """);
    Duration first = renew(store);
    Duration second = renew(store);
    assertThat(second).as("not prolonged").isLessThan(first);
    DB.execute("update fence_debt set paid_at = now() where node = 'deaf'");
    assertThat(renew(store)).isGreaterThan(second);
    DB.execute("delete from node where id = 'deaf'");
  }

  private static Duration renew(NodeStore store) {
    return DB.database().query(handle -> store.renew(handle, "deaf", LEASE));
  }

  @Test
  void doorbellOfTheDatabaseIsHeardOnOtherConnections() throws InterruptedException {
    try (Doorbell one = NotifyDoorbell.start(DB.database(), THREADS);
        Doorbell two = NotifyDoorbell.start(DB.database(), THREADS)) {
      AtomicInteger heard = new AtomicInteger();
      two.listen(heard::incrementAndGet);
      await().atMost(PATIENCE).until(() -> heard.get() > 0);
      int before = heard.get();
      one.ring();
      await().atMost(PATIENCE).until(() -> heard.get() > before);
    }
  }
}
