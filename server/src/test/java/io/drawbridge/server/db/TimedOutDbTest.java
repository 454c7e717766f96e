package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class TimedOutDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private static Throwable failure(String... statements) {
    return catchThrowable(() ->
        DB.database()
            .write(handle -> {
              for (String sql : statements) {
                handle.execute(sql);
              }
              return statements.length;
            }));
  }

  @Test
  void statementThatTookTooLongIsToldFromAMistake() {
    assertThat(failure("set local statement_timeout = 50", "select pg_sleep(30)"))
        .matches(TimedOut::caused);
    assertThat(failure("select 1 / 0")).matches(thrown -> !TimedOut.caused(thrown));
    assertThat(failure("select pg_terminate_backend(pg_backend_pid())"))
        .matches(thrown -> !TimedOut.caused(thrown));
  }

  @Test
  void lockThatWasNotFreeInTimeIsToldToo() {
    DB.database()
        .write(holder -> {
          holder.execute("select pg_advisory_xact_lock(42)");
          Throwable waited =
              CompletableFuture.supplyAsync(() ->
                      failure("set local lock_timeout = 50", "select pg_advisory_xact_lock(42)"))
                  .join();
          assertThat(waited).matches(TimedOut::caused);
          return 0;
        });
  }
}
