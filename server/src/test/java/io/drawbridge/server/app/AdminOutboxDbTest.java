package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator sees the mails that could not be sent, and tries them again. */
final class AdminOutboxDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  @TempDir private Path folder;

  @BeforeEach
  void twoDeadLetters() {
    DB.execute("delete from outbox");
    DB.execute(
        """
        insert into outbox (id, exit, kind, recipient, token, state, attempts, why, dead_at)
        select id, 'mail', 'invitation', 'guest@else.example', 'secret', 'dead', 8, 'SMTP 550',
               clock_timestamp()
        from generate_series(41, 42) id
        """);
  }

  @Test
  void deadLettersAreListedWithoutTheirAddress() {
    assertThat(admin(0, "outbox"))
        .contains("41  mail invitation  else.example  8  ")
        .contains("42  mail invitation  else.example  8  ")
        .contains("SMTP 550")
        .doesNotContain("guest", "secret");
  }

  @Test
  void oneOrAllAreTriedAgain() {
    assertThat(admin(0, "outbox", "retry", "41")).contains("still wanted: 1.");
    assertThat(dead()).isOne();
    assertThat(admin(0, "outbox", "retry", "all")).contains("still wanted: 1.");
    assertThat(admin(0, "outbox")).isEqualTo("Nothing was given up.\n");
  }

  @Test
  void anythingElseIsAMistake() {
    admin(2, "outbox", "retry");
    admin(2, "outbox", "retry", "4x");
    admin(2, "outbox", "send");
    admin(2, "reset-owner", "all");
    assertThat(dead()).isEqualTo(2);
  }

  private static int dead() {
    return DB.database()
        .query(handle ->
            handle
                .createQuery("select count(*) from outbox where state = 'dead'")
                .mapTo(Integer.class)
                .one());
  }

  /** Returns what the command prints. */
  private String admin(int code, String... words) {
    return AdminRun.of(DB, folder).run(code, words).out();
  }
}
