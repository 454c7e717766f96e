package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Reaction;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class MessageStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final StoredWorld world = new StoredWorld(DB);
  private final MessageStore store = new MessageStore(DB.database());
  private final AccountId member = world.account("member");
  private final AccountId external = world.account("external");
  private final ConversationFacts thread = world.conversation(ConversationKind.THREAD, member);

  MessageStoreDbTest() {
    world.add(member, thread, true);
  }

  private List<Long> read(AccountId reader, Window window) {
    return store.around(TestPermits.read(reader, thread), window).rows().stream()
        .map(MessageRow::pos)
        .toList();
  }

  private static Window newest(int limit) {
    return new Window(Long.MAX_VALUE, limit, 0);
  }

  @Test
  void historyIsTheSuffixAboveTheFloor() {
    long hidden = world.message(thread, member, "before");
    world.add(external, thread, false);
    long first = world.message(thread, member, "after");
    long second = world.message(thread, member, "later");

    assertThat(read(member, newest(10))).containsExactly(hidden, first, second);
    assertThat(read(external, newest(10))).containsExactly(first, second);
  }

  @Test
  void oneMessageBeyondEachEndOfAWindowIsRead() {
    long a = world.message(thread, member, "a");
    long b = world.message(thread, member, "b");
    long c = world.message(thread, member, "c");
    long d = world.message(thread, member, "d");

    assertThat(read(member, new Window(c, 1, 1))).containsExactly(a, b, c, d);
    assertThat(read(member, new Window(d, 1, 0))).containsExactly(b, c, d);
    assertThat(read(member, new Window(b, 0, 1))).containsExactly(a, b, c);
  }

  @Test
  void readerWithoutAPathSeesNothing() {
    world.message(thread, member, "secret");
    assertThat(read(external, newest(10))).isEmpty();
    assertThat(store.pinned(TestPermits.read(external, thread)).visible()).isFalse();
  }

  @Test
  void leak39ReAddedPersonDoesNotSeeTheGap() {
    world.add(external, thread, false);
    long seen = world.message(thread, member, "seen");
    world.remove(external, thread);
    world.message(thread, member, "gap");
    world.add(external, thread, false);
    long again = world.message(thread, member, "again");

    assertThat(read(external, newest(10))).containsExactly(again).doesNotContain(seen);
  }

  @Test
  void leak38AuthorOfAMessageBelowTheFloorIsNotFound() {
    long hidden = world.message(thread, member, "before");
    world.add(external, thread, false);
    long shown = world.message(thread, member, "after");

    assertThat(store.author(TestPermits.read(external, thread), hidden)).isEmpty();
    assertThat(store.author(TestPermits.read(external, thread), shown)).contains(member);
  }

  @Test
  void reactionsComeInTheOrderOfTheirFirstUse() {
    long pos = world.message(thread, member, "text");
    react(pos, "👍", member, 2);
    react(pos, "🎉", external, 1);
    react(pos, "👍", external, 3);

    MessageRow row = store.around(TestPermits.read(member, thread), newest(1)).rows().getFirst();
    assertThat(row.reactions())
        .containsExactly(
            new Reaction("🎉", List.of(external)), new Reaction("👍", List.of(member, external)));
  }

  private void react(long pos, String emoji, AccountId person, int second) {
    DB.execute(
        """
        insert into reaction (conversation, pos, emoji, account, at)
        values (?, ?, ?, ?, timestamptz 'epoch' + ? * interval '1 second')
        """,
        thread.id().value(),
        pos,
        emoji,
        person.value(),
        second);
  }

  @Test
  void tombstoneHasNoText() {
    world.message(thread, member, null);
    assertThat(store.around(TestPermits.read(member, thread), newest(1)).rows().getFirst().text())
        .isEmpty();
  }

  @Test
  void pinsAreListedNewestFirstAndAboveTheFloorOnly() {
    long hidden = world.message(thread, member, "before");
    world.add(external, thread, false);
    long shown = world.message(thread, member, "after");
    DB.execute("update message set pinned_at = now() where conversation = ?", thread.id().value());

    assertThat(store.pinned(TestPermits.read(member, thread)).rows().stream().map(MessageRow::pos))
        .containsExactly(shown, hidden);
    assertThat(
            store.pinned(TestPermits.read(external, thread)).rows().stream().map(MessageRow::pos))
        .containsExactly(shown);
  }

  @Test
  void everyRowCarriesTheEpochOfTheSnapshot() {
    world.message(thread, member, "text");
    world.change(world.mark() + 1);
    MessageRow row = store.around(TestPermits.read(member, thread), newest(1)).rows().getFirst();
    assertThat(row.needs()).isEqualTo(world.epoch());
    assertThat(row.epoch()).isEqualTo(world.epoch() - 1);
  }

  @Test
  void floorIsTheLowerEndOfTheIndexRange() {
    world.messages(thread, member, 20_000);
    world.add(external, thread, false);
    world.messages(thread, member, 6);
    DB.execute("analyze message");

    String plan = String.join("\n", MessageStoreDbTest.explain(thread, external));
    assertThat(plan)
        .contains("Index Cond: ((conversation = ")
        .containsPattern("Index Cond: .*pos > \\(InitPlan")
        .doesNotContain("Seq Scan on message");
    // Without the range the scan would throw 20,000 rows away.
    assertThat(plan).doesNotContain("Rows Removed by Filter: 20");
  }

  private static List<String> explain(ConversationFacts thread, AccountId reader) {
    return DB.database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    explain (analyze, costs off, timing off)
                    with floor as materialized (select f.epoch, f.pos from floor_of(:reader, :conversation) f)
                    select m.* from message m
                    where m.conversation = :conversation and m.pos < 9223372036854775807
                      and m.pos > (select f.pos from floor f) and m.epoch >= (select f.epoch from floor f)
                    order by m.pos desc limit 50
                    """)
                .bind("reader", reader.value())
                .bind("conversation", thread.id().value())
                .mapTo(String.class)
                .list());
  }
}
