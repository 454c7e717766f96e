package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class FirstContactDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final DatabaseAddress good = DB.address();

  /** Patience is for a database that is starting: a refusal is told at once. */
  private static String refusal(DatabaseAddress address, Duration patience) {
    return String.valueOf(
        catchThrowableOfType(DatabaseTrouble.class, () -> FirstContact.make(address, patience))
            .getMessage());
  }

  private static void check(String message, String... parts) {
    assertThat(message)
        .startsWith("database.url: postgresql://")
        .endsWith("(expected: a PostgreSQL that lets this user in)")
        .doesNotContain("hush", "\n")
        .contains(parts);
  }

  @Test
  void databaseThatLetsUsInIsFine() {
    assertThatNoException().isThrownBy(() -> FirstContact.make(good, Duration.ZERO));
  }

  @Test
  void wrongPasswordIsNamed() {
    DatabaseAddress address = new DatabaseAddress(good.url(), good.user(), "hush");
    check(refusal(address, Duration.ofHours(1)), "password authentication failed", good.user());
  }

  @Test
  void databaseThatDoesNotExistIsNamed() {
    String url = good.url().substring(0, good.url().lastIndexOf('/')) + "/none";
    DatabaseAddress address = new DatabaseAddress(url, good.user(), good.password());
    check(refusal(address, Duration.ofHours(1)), "/none", "does not exist");
  }

  @Test
  void addressWhereNothingListensIsNamed() {
    DatabaseAddress address =
        new DatabaseAddress("jdbc:postgresql://localhost:1/none", "chat", "hush");
    check(refusal(address, Duration.ZERO), "localhost:1/none as chat: Connection refused");
  }
}
