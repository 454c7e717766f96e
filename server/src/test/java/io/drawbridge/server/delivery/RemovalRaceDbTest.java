package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Receipt;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Removals while sends go on: nothing leaves after the receipt, and nothing before it is cut. */
final class RemovalRaceDbTest {
  private static final int ROUNDS = 60;

  @AutoClose private static final Rig RIG = new Rig();

  @Test
  void nothingLeavesAfterTheReceiptAndOthersMissNothing() {
    Random random = new Random(7);
    AccountId anna = RIG.account("Anna");
    ConversationId thread = RIG.thread(RIG.owner, anna);
    AtomicBoolean over = new AtomicBoolean();
    try (Device stays = RIG.device(RIG.owner).open(thread)) {
      CompletableFuture<Long> sender =
          CompletableFuture.supplyAsync(() -> sendUntil(over, anna, thread), RIG.threads);
      for (int round = 0; round < ROUNDS; round++) {
        round(random, thread, round);
      }
      over.set(true);
      long sent = Rig.await(sender);
      await().until(() -> stays.of(LogEvent.MessagePosted.class).size() == sent);
      List<Long> positions = stays.of(LogEvent.class).stream().map(LogEvent::pos).toList();
      assertThat(positions).isSorted().doesNotHaveDuplicates();
    }
  }

  private static void round(Random random, ConversationId thread, int round) {
    AccountId guest = RIG.account("Guest " + round);
    RIG.addFromNow(thread, guest);
    try (Device device = RIG.device(guest).open(thread)) {
      int before = random.nextInt(4);
      await().until(() -> device.of(LogEvent.class).size() >= before);
      device.writable = random.nextBoolean();
      Receipt receipt = RIG.remove(thread, guest).receipt().orElseThrow();
      int received = device.of(LogEvent.class).size();
      device.writable(true);
      RIG.settle();
      List<LogEvent> all = device.of(LogEvent.class);
      assertThat(all).as("round %d", round).hasSize(received);
      assertThat(receipt.sessions())
          .singleElement()
          .satisfies(session ->
              assertThat(session.lastPos()).isEqualTo(all.isEmpty() ? 0 : all.getLast().pos()));
    }
  }

  private static long sendUntil(AtomicBoolean over, AccountId author, ConversationId thread) {
    long sent = 0;
    while (!over.get()) {
      RIG.send(author, thread, "text " + sent);
      sent++;
    }
    return sent;
  }
}
