package io.drawbridge.server.export;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Begins exports and goes on with them: one at a time of each thing, and so many a day. Blocks. */
final class Runs {
  /** The time after which an export that nobody went on with gives way to another. */
  private static final Duration ALIVE = Duration.ofMinutes(10);

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int PER_DAY_MAX = 10;
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final Platform platform;
  private final RunStore store = new RunStore();

  Runs(Platform platform) {
    this.platform = platform;
  }

  /**
   * Begins one, with what is to be written in the same transaction.
   *
   * @param scope the workspace, or the account
   * @return its number
   * @throws Failure {@code busy} or {@code rate_limited}
   */
  long begin(long scope, AccountId reader, boolean whole, Consumer<Handle> with) {
    long run = platform.ids().next();
    RunStore.Begun begun =
        platform
            .database()
            .write(handle -> {
              RunStore.Begun it =
                  store.begin(handle, scope, reader, run, whole, ALIVE, PER_DAY_MAX);
              if (it == RunStore.Begun.BEGUN) {
                with.accept(handle);
              }
              return it;
            });
    return switch (begun) {
      case BEGUN -> run;
      case BUSY ->
          throw Failure.busy("another export is under way (expected: one at a time)", RETRY);
      case TOO_MANY ->
          throw Failure.rateLimited(
              "exports today: %d (expected: at most %d)".formatted(PER_DAY_MAX, PER_DAY_MAX),
              RETRY);
    };
  }

  /**
   * Goes on with one; whether it holds all.
   *
   * @throws Failure {@code invalid} if it is not under way
   */
  boolean goOn(long scope, AccountId reader, long run) {
    return platform
        .database()
        .write(handle -> store.goOn(handle, scope, reader, run, ALIVE, LONGEST))
        .orElseThrow(() ->
            Failure.invalid("after: of an export that is over (expected: of the one under way)"));
  }

  void end(long scope, long run) {
    platform
        .database()
        .write(handle -> {
          store.end(handle, scope, run);
          return run;
        });
  }
}
