package io.drawbridge.server.db.start;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class DurabilityDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  @Test
  void databaseThatForgetsIsRefused() {
    // The shared test database runs without fsync.
    assertThatThrownBy(() -> Durability.require(DB.database()))
        .isInstanceOf(DatabaseTrouble.class)
        .hasMessageContaining("fsync=off");
  }
}
