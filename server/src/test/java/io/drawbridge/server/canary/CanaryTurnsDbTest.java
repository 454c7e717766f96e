package io.drawbridge.server.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.TestDatabase;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes take turns: one round runs at a time. */
final class CanaryTurnsDbTest {
  private static final Duration LONG = Duration.ofHours(1);

  @AutoClose private final TestDatabase db = TestDatabase.create();
  private final CanaryStore store = new CanaryStore();

  @BeforeEach
  void makeTheCanary() {
    db.database().write(handle -> store.make(handle, db.ids()));
  }

  private OptionalLong take(String node, Duration turn) {
    return db.database().query(handle -> store.take(handle, node, turn));
  }

  @Test
  void nobodyTakesTheTurnOfAnotherUntilItIsGivenBack() {
    assertThat(take("one", LONG)).hasValue(1);
    assertThat(take("two", LONG)).isEmpty();
    db.database()
        .query(handle -> {
          store.give(handle, "one");
          return "one";
        });
    assertThat(take("two", LONG)).hasValue(2);
  }

  /** The database was away when it should have been given back. */
  @Test
  void nodeTakesItsOwnTurnAgain() {
    assertThat(take("one", LONG)).hasValue(1);
    assertThat(take("one", LONG)).hasValue(2);
    assertThat(take("two", LONG)).isEmpty();
  }

  @Test
  void turnEndsByItself() {
    assertThat(take("one", Duration.ZERO)).hasValue(1);
    assertThat(take("two", LONG)).hasValue(2);
  }
}
