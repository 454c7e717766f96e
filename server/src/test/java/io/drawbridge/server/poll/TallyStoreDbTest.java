package io.drawbridge.server.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Looks for votes every second, by an index. */
final class TallyStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  @Test
  void changedPollsAreFoundByAnIndex() {
    String plan =
        DB.database()
            .write(handle -> {
              handle.execute("set local enable_seqscan = off");
              return String.join(
                  "\n",
                  handle
                      .createQuery("explain " + TallyStore.SINCE)
                      .bind("seconds", 10)
                      .bind("max", 1)
                      .mapTo(String.class)
                      .list());
            });
    assertThat(plan).containsPattern("Index Cond: \\(changed_at > ");
  }
}
