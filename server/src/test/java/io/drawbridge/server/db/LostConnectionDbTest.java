package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class LostConnectionDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private static Throwable failure(String sql) {
    return catchThrowable(() -> DB.database().write(handle -> handle.execute(sql)));
  }

  @Test
  void endOfAConnectionIsToldFromAMistake() {
    assertThat(failure("select pg_terminate_backend(pg_backend_pid())"))
        .matches(LostConnection::caused);
    assertThat(failure("select 1 / 0")).matches(thrown -> !LostConnection.caused(thrown));
    assertThat(LostConnection.caused(new IllegalStateException("no"))).isFalse();
  }
}
