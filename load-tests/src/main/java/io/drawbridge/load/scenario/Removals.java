package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.Median;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.Phases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** Guests of one conversation who are taken out and let in again, by one remover on one socket. */
final class Removals {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final int ADDITIONS_A_REMOVAL = 10;
  private static final int ADDITIONS_UNDER_WAY_MAX = 40;

  private final Workspace workspace;
  private final SocketDoor door;
  private final ConversationId conversation;
  private final List<AccountId> guests;

  Removals(
      Workspace workspace, SocketDoor door, ConversationId conversation, List<AccountId> guests) {
    this.workspace = workspace;
    this.door = door;
    this.conversation = conversation;
    this.guests = List.copyOf(guests);
  }

  /** Lets all guests in; they have to be contacts of the remover. */
  void addAll() throws Exception {
    for (AccountId guest : guests) {
      await(add(guest));
    }
  }

  /** Each removal when the addition after the last one is done. */
  Times oneAfterTheOther(int count) throws Exception {
    Times times = new Times();
    for (int i = 0; i < count; i++) {
      AccountId guest = guests.get(i % guests.size());
      await(timed(times, System.nanoTime(), guest));
      await(add(guest));
    }
    return times;
  }

  /**
   * Additions and removals in turn, each at its time whether or not those before are done, and
   * timed from then on; only the two of one guest wait for each other.
   *
   * @param count removals, and as many additions
   */
  Times mixed(int count, Duration every) throws Exception {
    Times times = new Times();
    List<CompletableFuture<Void>> last = new ArrayList<>();
    guests.forEach(guest -> last.add(CompletableFuture.allOf()));
    long start = System.nanoTime();
    int ahead = guests.size() / 2;
    for (int i = 0; i < 2 * count + ahead; i++) {
      long due = start + i * every.toNanos();
      // The rate is kept even if changes before are late or fail.
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      // The first half of the guests go out first, so that there is always somebody to let in.
      boolean removes = i < ahead || (i - ahead) % 2 == 0;
      int number = removes ? (i < ahead ? i : ahead + (i - ahead) / 2) : (i - ahead) / 2;
      int guest = number % guests.size();
      last.set(
          guest,
          last.get(guest)
              .thenCompose(done ->
                  removes ? timed(times, due, guests.get(guest)) : added(times, due, guest)));
    }
    for (CompletableFuture<Void> one : last) {
      await(one);
    }
    for (int i = count; i < count + ahead; i++) {
      await(add(guests.get(i % guests.size())));
    }
    return times;
  }

  /**
   * Additions to other conversations of the workspace at their times, and at each tenth of them a
   * removal, timed from when it was due, whose guest comes back. An addition is left out while so
   * many are under way that the server would refuse it.
   *
   * @param elsewhere where the guests are added, one after the other
   * @param count removals
   */
  Times crowd(List<ConversationId> elsewhere, int count, Duration every) throws Exception {
    Times times = new Times();
    List<CompletableFuture<?>> all = new ArrayList<>();
    AtomicInteger underWay = new AtomicInteger();
    long start = System.nanoTime();
    for (int i = 0; i < ADDITIONS_A_REMOVAL * count; i++) {
      long due = start + i * every.toNanos();
      // The rate is kept even if changes before are late or fail.
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      ConversationId place = elsewhere.get(i / guests.size() % elsewhere.size());
      if (underWay.get() < ADDITIONS_UNDER_WAY_MAX) {
        underWay.incrementAndGet();
        all.add(
            door.call(workspace.adding(place, guests.get(i % guests.size())))
                .whenComplete((added, failed) -> underWay.decrementAndGet())
                .thenAccept(added -> times.added(System.nanoTime() - due)));
      }
      if (i % ADDITIONS_A_REMOVAL == 0) {
        AccountId guest = guests.get(i / ADDITIONS_A_REMOVAL % guests.size());
        all.add(timed(times, due, guest).thenCompose(removed -> add(guest)));
      }
    }
    for (CompletableFuture<?> one : all) {
      await(one);
    }
    return times;
  }

  private CompletableFuture<Void> timed(Times times, long due, AccountId guest) {
    return door.call(workspace.removing(conversation, guest))
        .thenAccept(removed -> times.removed(System.nanoTime() - due, removed));
  }

  private CompletableFuture<Void> added(Times times, long due, int guest) {
    return add(guests.get(guest)).thenAccept(added -> times.added(System.nanoTime() - due));
  }

  private CompletableFuture<MemberResult.MemberAdded> add(AccountId guest) {
    return door.call(workspace.adding(conversation, guest));
  }

  private static void await(CompletableFuture<?> answer) throws Exception {
    answer.get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
  }

  /** The measured times; any number of threads may add to them. */
  static final class Times {
    private final Histogram removals = Latencies.histogram();
    private final Histogram additions = Latencies.histogram();
    private final ConcurrentLinkedQueue<Phases> phases = new ConcurrentLinkedQueue<>();

    private void removed(long nanos, MemberResult.Removed removed) {
      if (removed.receipt().at().isEmpty()) {
        throw new IllegalStateException("a removal took nothing away");
      }
      phases.add(removed.receipt().phases());
      Latencies.record(removals, nanos);
    }

    private void added(long nanos) {
      Latencies.record(additions, nanos);
    }

    String removals() {
      return Latencies.percentiles(removals);
    }

    long additions() {
      return additions.getTotalCount();
    }

    double p50() {
      return removals.getValueAtPercentile(50) / 1_000.0;
    }

    double p99() {
      return removals.getValueAtPercentile(99) / 1_000.0;
    }

    /** The median of each phase. */
    String phases() {
      return "lock %.2f, commit %.2f, fence %.2f, all in the server %.2f"
          .formatted(
              median(Phases::lockMicros),
              median(Phases::commitMicros),
              median(Phases::fenceMicros),
              median(Phases::totalMicros));
    }

    private double median(ToLongFunction<Phases> of) {
      return Median.of(phases.stream().mapToDouble(phase -> of.applyAsLong(phase) / 1_000.0));
    }
  }
}
