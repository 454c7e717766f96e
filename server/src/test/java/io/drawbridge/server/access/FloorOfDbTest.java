package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.view.PersonLinks;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.access.view.ViewStore;
import io.drawbridge.server.db.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The SQL function, the pure code over the stored rows, and the view, on the same random histories.
 */
class FloorOfDbTest {
  private static final int SEEDS = 20;
  private static final int STEPS = 200;
  private static final long LIFE_MICROS = 30_000;

  @AutoClose static final TestDatabase DB = TestDatabase.create();

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void theDatabaseThePureCodeAndTheViewAgree() {
    for (int seed = 0; seed < SEEDS; seed++) {
      new Run(seed).steps();
    }
  }

  private record Pair(long epoch, long pos) {
    static Optional<Pair> of(Optional<Floor> floor) {
      return floor.map(f -> new Pair(f.epoch(), f.pos()));
    }
  }

  private record Answers(Optional<Pair> sql, Optional<Pair> pure, Optional<Pair> view) {
    boolean agree() {
      return sql.equals(pure) && pure.equals(view);
    }
  }

  private static final class Run {
    private final int seed;
    private final Random random;
    private final Access access = Access.create(DB.database(), DB.clock());
    private final Scene scene = new Scene(DB, access);
    private final ViewStore store = new ViewStore();
    private final AccountId person = scene.account("Xenia");
    private final ConversationId thread = scene.thread();
    private final ConversationId[] groups = {
      scene.group(Visibility.OPEN), scene.group(Visibility.PRIVATE)
    };
    private final LinkSteps steps = new LinkSteps(access, thread, groups);
    private final Residency.Hold hold = access.residency().hold(person);

    Run(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void steps() {
      for (int i = 0; i < STEPS; i++) {
        long now = DB.clock().nowMicros();
        Step step = Step.random(random, now, 0, 0, LIFE_MICROS);
        boolean fresh = step.opening().equals(new Opening(0, 0)) && random.nextBoolean();
        scene.change(at -> steps.apply(at, person, fresh ? step.fromNow(at) : step));
        if (random.nextInt(20) == 0) {
          hold.close();
          access.residency().hold(person);
        }
        check(i, step);
      }
    }

    private void check(int at, Step step) {
      // A link may have ended by the clock between two of the questions, and the node's clock is
      // near the database's, not the same.
      await("seed %d step %d %s".formatted(seed, at, step))
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(ask()).matches(Answers::agree));
    }

    private Answers ask() {
      return DB.database()
          .read(handle ->
              new Answers(
                  floorOf(handle), Pair.of(pure(handle)), Pair.of(scene.floor(person, thread))));
    }

    private Optional<Pair> floorOf(Handle handle) {
      return handle
          .createQuery("select epoch, pos from floor_of(:person, :thread)")
          .bind("person", person.value())
          .bind("thread", thread.value())
          .map((rows, context) -> new Pair(rows.getLong("epoch"), rows.getLong("pos")))
          .findOne();
    }

    private Optional<Floor> pure(Handle handle) {
      List<Link> own = store.linksOf(handle, scene.domain, Set.of(person));
      List<Via> vias = store.viasOf(handle, scene.domain, Set.of(groups));
      return Optional.ofNullable(
          PersonLinks.NONE.with(own).floor(thread, vias, DB.clock().nowMicros()));
    }
  }
}
