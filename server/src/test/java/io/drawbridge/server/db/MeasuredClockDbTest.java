package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class MeasuredClockDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  @Test
  void clockIsTheDatabasesWithinItsError() {
    MeasuredClock clock = MeasuredClock.measured(DB.database(), "0");
    long before = clock.nowMicros();
    long there =
        DB.database()
            .query(handle ->
                handle
                    .createQuery("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
                    .mapTo(Long.class)
                    .one());
    long after = clock.nowMicros();
    long error = clock.error().toNanos() / 1000 + 1;
    assertThat(there).isBetween(before - error, after + error);
  }
}
