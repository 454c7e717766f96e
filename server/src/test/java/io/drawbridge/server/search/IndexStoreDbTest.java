package io.drawbridge.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Messages that were written before there was an index are found once they were indexed. */
final class IndexStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private static long count(String condition) {
    return DB.database()
        .query(handle ->
            handle
                .createQuery("select count(*) from message where " + condition)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void messagesWithoutAnEntryGetOneAndDeletedOnesNone() {
    DB.execute("insert into domain (id) values (1)");
    DB.execute(
        "insert into conversation (id, domain, kind, name, starter) values (2, 1, 'thread', 'T',"
            + " 3)");
    DB.execute(
        """
        insert into message (conversation, pos, epoch, author, text, sent_at)
        select 2, i, 1, 3, case when i % 10 = 0 then null else 'Brücke ' || i end, now()
        from generate_series(1, ?) i
        """,
        2 * IndexStore.ROWS_MAX);
    new IndexStore(DB.database()).fill();
    assertThat(count("terms @@ '''brucke'''")).isEqualTo(9L * 2 * IndexStore.ROWS_MAX / 10);
    assertThat(count("text is null and terms is null")).isEqualTo(2L * IndexStore.ROWS_MAX / 10);
    assertThat(count("terms @@ '''c:2'' & ''d:1'' & ''a:3'' & ''7'''")).isEqualTo(1);
  }
}
