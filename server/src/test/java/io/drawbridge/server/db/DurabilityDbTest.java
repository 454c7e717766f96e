package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
