package io.drawbridge.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Watermark;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class MarkerLaneDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final MarkerStore store = new MarkerStore(DB.database());
  private final StoredWorld world = new StoredWorld(DB);
  private final AccountId reader = world.account("reader");
  private final ConversationFacts thread = world.conversation(ConversationKind.THREAD, reader);
  private final MarkerLane lane =
      new MarkerLane(
          DB.database(), (permit, delivered, read) -> told.add(delivered + " " + read), threads);

  MarkerLaneDbTest() {
    world.add(reader, thread, true);
  }

  @AfterEach
  void end() {
    lane.close();
    threads.close();
  }

  private boolean move(AccountId account, long read, long delivered) throws Exception {
    return lane.move(TestPermits.read(account, thread), read, delivered)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private List<Watermark> marks(AccountId account) {
    return store
        .receipts(TestPermits.read(account, thread))
        .map(MarkerStore.Receipts::watermarks)
        .orElse(List.of());
  }

  @Test
  void marksOnlyGoForwardAndNeverBeyondTheHead() throws Exception {
    long first = world.message(thread, reader, "a");
    long head = world.message(thread, reader, "b");

    assertThat(move(reader, first, first)).isTrue();
    assertThat(move(reader, head + 1_000, head + 1_000)).isTrue();
    assertThat(move(reader, first, first)).isFalse();
    assertThat(marks(reader)).containsExactly(new Watermark(reader, head, head));
    assertThat(told).containsExactly(first + " " + first, head + " " + head);
  }

  @Test
  void headBelowTheFloorIsNotToldByTheMark() throws Exception {
    world.message(thread, reader, "before");
    AccountId late = world.account("late");
    world.add(late, thread, false);

    assertThat(move(late, Long.MAX_VALUE >> 10, 0)).isTrue();
    // The permit of the test has floor 0, so the head bounds; the reader's own floor hides it.
    assertThat(marks(late)).isEmpty();
  }

  @Test
  void manyMovesBecomeFewStatementsAndAllAreOnDisk() throws Exception {
    long head = world.messages(thread, reader, 500);
    List<AccountId> people = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      AccountId person = world.account("p" + i);
      world.add(person, thread, true);
      people.add(person);
    }
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    for (int step = 0; step < 20; step++) {
      long pos = head - 20 + step;
      for (AccountId person : people) {
        all.add(lane.move(TestPermits.read(person, thread), pos, pos).toCompletableFuture());
      }
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

    assertThat(marks(reader)).hasSize(50).allMatch(mark -> mark.read() == head - 1);
    // 1,000 moves: what waits together is written and told once for each person.
    assertThat(told.size()).isLessThan(people.size() * 6);
  }

  @Test
  void closedLaneHasWrittenAllItTookAndTakesNothingMore() {
    long head = world.message(thread, reader, "a");
    CompletableFuture<Boolean> last =
        lane.move(TestPermits.read(reader, thread), head, head).toCompletableFuture();
    lane.close();

    assertThat(last).isCompletedWithValue(true);
    assertThat(marks(reader)).containsExactly(new Watermark(reader, head, head));
    assertThatThrownBy(() -> lane.move(TestPermits.read(reader, thread), head, head))
        .isInstanceOf(Failure.class);
  }

  @Test
  void leak86MarkOfAPersonWhoLeftIsNotListed() throws Exception {
    AccountId gone = world.account("gone");
    world.add(gone, thread, true);
    long head = world.message(thread, reader, "a");
    move(gone, head, head);
    move(reader, head, head);
    world.remove(gone, thread);

    assertThat(marks(reader)).containsExactly(new Watermark(reader, head, head));
    assertThat(marks(gone)).isEmpty();
  }
}
