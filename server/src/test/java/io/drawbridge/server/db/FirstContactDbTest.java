package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller who waits for a database that refuses is woken by the time-out, and the test fails. */
@Timeout(60)
final class FirstContactDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final DatabaseAddress good = DB.address();

  /** Patience is for a database that is starting: a refusal is reported at once. */
  private static String refusal(DatabaseAddress address, Duration patience) {
    return String.valueOf(
        catchThrowableOfType(DatabaseTrouble.class, () -> FirstContact.make(address, patience))
            .getMessage());
  }

  private static void check(String message, String setting, String expected, String... parts) {
    assertThat(message)
        .startsWith(setting + ": postgresql://")
        .endsWith("(expected: " + expected + ")")
        .doesNotContain("hush", "\n")
        .contains(parts);
  }

  @Test
  void databaseThatLetsUsInIsFine() {
    assertThatNoException().isThrownBy(() -> FirstContact.make(good, Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"hush, password authentication failed", "'', the password is an empty string"})
  void wrongOrMissingPasswordIsNamed(String password, String words) {
    DatabaseAddress address = new DatabaseAddress(good.url(), good.user(), password);
    check(
        refusal(address, Duration.ofHours(1)),
        "database.password",
        "that of a user who may log in",
        words,
        good.user());
  }

  /** SQLSTATE 28000: the password is right, and the role may not log in. */
  @Test
  void userWhoIsNotLetInIsNamed() {
    TestPostgres.running().execute("create role barred nologin password 'hush'");
    try {
      DatabaseAddress address = new DatabaseAddress(good.url(), "barred", "hush");
      check(
          refusal(address, Duration.ofHours(1)),
          "database.user",
          "a user whom this PostgreSQL lets in",
          "\"barred\" is not permitted to log in");
    } finally {
      TestPostgres.running().execute("drop role barred");
    }
  }

  @Test
  void databaseThatDoesNotExistIsNamed() {
    String url = good.url().substring(0, good.url().lastIndexOf('/')) + "/none";
    DatabaseAddress address = new DatabaseAddress(url, good.user(), good.password());
    check(
        refusal(address, Duration.ofHours(1)),
        "database.url",
        "a database that exists",
        "/none",
        "does not exist");
  }

  @Test
  void addressWhereNothingListensIsNamed() {
    DatabaseAddress address =
        new DatabaseAddress("jdbc:postgresql://localhost:1/none", "chat", "hush");
    check(
        refusal(address, Duration.ZERO),
        "database.url",
        "a PostgreSQL that lets this user in",
        "localhost:1/none as chat: Connection refused");
  }
}
