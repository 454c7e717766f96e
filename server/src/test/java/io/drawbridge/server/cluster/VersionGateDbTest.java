package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Nodes of different generations on one database: who may start, and who changes its schema. */
final class VersionGateDbTest {
  private static final Duration LEASE = Duration.ofMillis(900);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Shorter than a lease, so that a refusal is not a matter of luck. */
  private static final Duration GOING_MAX = Duration.ofMillis(300);

  private static final Generation OLD = new Generation(101, 101);

  /** A newer one that lives with the old one. */
  private static final Generation TOLERANT = new Generation(102, 101);

  /** A newer one that does not. */
  private static final Generation STRICT = new Generation(102, 102);

  @AutoClose
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  @AutoClose("shutdownNow")
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();

  private static final Node.Opening OPENING =
      new Node.Opening() {
        @Override
        public void verify() {
          // It knows nothing.
        }

        @Override
        public void shut() {
          // Nothing is behind its gate.
        }

        @Override
        public void opened() {
          // Nothing waits for it.
        }
      };

  private final TestDatabase db = TestDatabase.create();
  private final AtomicInteger migrated = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);

  @AfterEach
  void closeDatabase() {
    db.close();
  }

  private LeasedNode join(Generation generation) {
    return join(generation, migrated::incrementAndGet);
  }

  private LeasedNode join(Generation generation, Runnable migrate) {
    return LeasedNode.join(
        db.database(),
        db.ids(),
        new VersionGate(generation, migrate, GOING_MAX),
        LEASE,
        Doorbell.SILENT,
        Optional.empty(),
        THREADS,
        TIMER,
        stopped::countDown);
  }

  private void serves(LeasedNode node) {
    node.serve(OPENING);
    await().atMost(PATIENCE).until(node::serves);
  }

  private Failure refused(Generation generation) {
    int before = migrated.get();
    Failure refusal = catchThrowableOfType(Failure.class, () -> join(generation).close());
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(migrated).as("its schema was not touched").hasValue(before);
    return refusal;
  }

  @Test
  void newerNodeThatCannotLiveWithAnOlderOneChangesNothingAndNamesIt() {
    try (LeasedNode old = join(OLD)) {
      serves(old);
      assertThat(refused(STRICT).text())
          .contains(old.id(), NodeLabel.here().host(), "version development", "generation 101")
          .contains("expected: generation 102 or newer")
          .doesNotContain("\n");
      assertThat(old.serves()).isTrue();
    }
    try (LeasedNode next = join(STRICT)) {
      serves(next);
      assertThat(migrated).hasValue(2);
    }
  }

  @Test
  void olderNodeIsRefusedBesideANewerOneThatCannotLiveWithIt() {
    try (LeasedNode strict = join(STRICT)) {
      serves(strict);
      assertThat(refused(OLD).text()).contains(strict.id(), "generation 102");
    }
    // Nobody is there any more, but what was changed is.
    assertThat(refused(OLD).text()).contains("generation 102").contains("expected: 102 or newer");
  }

  @Test
  void nodesThatCanLiveTogetherServeSideBySideInEitherOrder() {
    try (LeasedNode old = join(OLD);
        LeasedNode tolerant = join(TOLERANT)) {
      serves(old);
      serves(tolerant);
      assertThat(migrated).hasValue(2);
      try (LeasedNode again = join(OLD)) {
        serves(again);
        assertThat(migrated).as("an older one leaves the schema as it is").hasValue(2);
        assertThat(tolerant.serves()).isTrue();
      }
    }
    assertThat(stopped.getCount()).isEqualTo(1);
  }

  /** It has no right to serve, and counts beyond the time of one lease. */
  @Test
  void nodeThatIsOnlyStartingStandsInTheWay() {
    try (LeasedNode old = join(OLD)) {
      await().atMost(PATIENCE).until(() -> hereFor().compareTo(LEASE.multipliedBy(2)) > 0);
      assertThat(old.serves()).isFalse();
      assertThat(refused(STRICT).text()).contains(old.id());
      serves(old);
    }
  }

  private Duration hereFor() {
    return db.database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select (extract(epoch from max(here_until - here_since)) * 1000)::bigint
                    from node
                    """)
                .mapTo(Long.class)
                .map(Duration::ofMillis)
                .one());
  }

  /** One that starts meanwhile waits, and is judged by what came of it. */
  @Test
  void nodeWaitsForAnotherThatChangesTheSchema() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<LeasedNode> strict =
        CompletableFuture.supplyAsync(
            () ->
                join(
                    STRICT,
                    () -> {
                      inside.countDown();
                      await().atMost(PATIENCE).until(() -> goOn.getCount() == 0);
                    }),
            THREADS);
    assertThat(inside.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Failure> old = CompletableFuture.supplyAsync(() -> refused(OLD), THREADS);
    await().atMost(PATIENCE).until(() -> sharers() == 2);
    assertThat(old).isNotDone();
    goOn.countDown();
    try (LeasedNode node = strict.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      assertThat(old.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).text()).contains(node.id());
    }
  }

  private long sharers() {
    return db.database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select count(*) from pg_locks
                    where locktype = 'advisory' and objid = 1 and objsubid = 2
                      and database = (select oid from pg_database where datname = current_database())
                    """)
                .mapTo(Long.class)
                .one());
  }

  /** Its row is locked, so that it counts as gone; meanwhile another generation takes over. */
  @Test
  void nodeThatWasAwayStopsWhenItFindsOneItCannotLiveWith() throws InterruptedException {
    try (LeasedNode old = join(OLD);
        Handle holder = db.open()) {
      serves(old);
      holder.begin();
      holder.execute("select id from node where id = ? for update", old.id());
      await().atMost(PATIENCE).until(() -> gone(old.id()));
      try (LeasedNode strict = join(STRICT)) {
        serves(strict);
        holder.rollback();
        assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(old.serves()).isFalse();
        assertThat(strict.serves()).isTrue();
      }
    }
  }

  private boolean gone(String node) {
    return db.database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select greatest(expires_at, here_until) < clock_timestamp()
                    from node where id = :node
                    """)
                .bind("node", node)
                .mapTo(Boolean.class)
                .one());
  }

  @Test
  void taskThatIsDoneBesideALoneNodeIsRefusedIfItIsOfAnotherGeneration() {
    VersionGate task = new VersionGate(STRICT, migrated::incrementAndGet, GOING_MAX);
    try (Nodes lone =
        Nodes.start(
            db.database(),
            db.ids(),
            new VersionGate(OLD, () -> {}, GOING_MAX),
            THREADS,
            stopped::countDown)) {
      Failure refusal = catchThrowableOfType(Failure.class, () -> task.passForTask(db.database()));
      assertThat(refusal.text()).contains(lone.id());
      assertThat(migrated).hasValue(0);
      new VersionGate(OLD, migrated::incrementAndGet, GOING_MAX).passForTask(db.database());
      assertThat(migrated).hasValue(1);
    }
    // As a process that was killed leaves it.
    db.execute("insert into node (id, generation, lowest_generation) values ('dead', 101, 101)");
    assertThatCode(() -> task.passForTask(db.database())).doesNotThrowAnyException();
    assertThat(migrated).hasValue(2);
  }

  /** The version before this gate, and its schema. */
  @Test
  void nodeOfASchemaWithoutGenerationsStandsInTheWay() throws IOException {
    String text =
        Files.readString(Path.of("src/main/resources/db/migration/V47__comings_and_goings.sql"));
    db.execute(
        """
        alter table node drop column generation, drop column lowest_generation,
          drop column here_since, drop column here_until,
          drop column drains
        """);
    db.execute("drop table schema_generation");
    db.execute(
        """
        insert into node (id, expires_at, host, version)
        values ('before', clock_timestamp() + interval '1 hour', 'alpha', '0.0.9')
        """);
    assertThat(refused(Generation.CURRENT).text())
        .contains("node before on alpha (version 0.0.9, generation 0)");
    db.execute("update node set expires_at = clock_timestamp()");
    try (Handle migrating = db.open();
        LeasedNode node = join(Generation.CURRENT, () -> migrating.createScript(text).execute())) {
      serves(node);
    }
  }
}
