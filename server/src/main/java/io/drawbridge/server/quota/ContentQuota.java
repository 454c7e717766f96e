package io.drawbridge.server.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.db.LostConnection;
import io.drawbridge.server.db.TimedOut;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides whether somebody may still write, by what they, the conversation and the workspace wrote
 * this minute and this day. Deciding touches memory only. A minute is counted on each node by
 * itself; a day is shared through the database, where every {@link #FLUSH_EVERY} each node adds
 * what was written on it, so that a day's quota can be passed by what the nodes take in that time.
 * Thread-safe.
 */
public final class ContentQuota implements AutoCloseable {
  /** The time between two writes of the day's counts to the database. */
  public static final Duration FLUSH_EVERY = Duration.ofSeconds(5);

  private static final int SCOPES_MAX = 200_000;
  private static final int LINES_MAX = 1_000;
  private static final Duration IDLE_KEPT = Duration.ofHours(1);

  private final Quotas quotas;
  private final Database database;
  private final DatabaseClock clock;
  private final LongSupplier nanoTime;
  private final Metrics metrics;
  private final DayStore store = new DayStore();
  private final Cache<Scope, Tally> tallies =
      Caffeine.newBuilder().maximumSize(SCOPES_MAX).expireAfterAccess(IDLE_KEPT).build();

  /** {@code nanoTime} is a monotonic clock, as {@link System#nanoTime}. */
  public ContentQuota(
      Quotas quotas,
      Database database,
      DatabaseClock clock,
      LongSupplier nanoTime,
      Metrics metrics) {
    this.quotas = quotas;
    this.database = database;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.metrics = metrics;
  }

  /**
   * Counts what a person is about to write.
   *
   * @param external whether they are external there
   * @param conversation absent while it is being made
   * @throws Failure {@code rate_limited} or {@code limit_reached}, naming the quota
   */
  public Spent spend(
      AccountId author,
      boolean external,
      DomainId home,
      Optional<ConversationId> conversation,
      Amount amount) {
    List<Scope> scopes = new ArrayList<>(3);
    scopes.add(new Scope(external ? Scope.Kind.EXTERNAL : Scope.Kind.MEMBER, author.value()));
    conversation.ifPresent(it -> scopes.add(new Scope(Scope.Kind.CONVERSATION, it.value())));
    scopes.add(new Scope(Scope.Kind.WORKSPACE, home.value()));
    LocalDate today = today();
    long now = nanoTime.getAsLong();
    List<Tally> taken = new ArrayList<>(scopes.size());
    for (Scope scope : scopes) {
      Tally tally = tallies.get(scope, _ -> new Tally(scope, quotas.of(scope.kind()), today, now));
      Optional<Refusal> refusal = tally.take(amount, today, now);
      if (refusal.isPresent()) {
        taken.forEach(before -> before.giveBack(amount));
        metrics.quotaRefused(scope.kind().text());
        throw refusal.get().failure();
      }
      taken.add(tally);
    }
    return new Spent(amount, taken);
  }

  /**
   * Adds this node's counts to the database's, and learns those of the others. What a database that
   * is away or slow does not take now is kept for the next time. Blocks.
   */
  public void flush() {
    List<DayStore.Line> lines = new ArrayList<>();
    tallies.asMap().values().forEach(tally -> tally.flush().ifPresent(lines::add));
    for (int from = 0; from < lines.size(); from += LINES_MAX) {
      flush(lines.subList(from, Math.min(from + LINES_MAX, lines.size())));
    }
  }

  private void flush(List<DayStore.Line> lines) {
    try {
      database
          .write(handle -> store.add(handle, lines))
          .forEach(total -> known(total).ifPresent(tally -> tally.learn(total)));
    } catch (RuntimeException notWritten) {
      lines.forEach(line -> known(line).ifPresent(tally -> tally.keep(line)));
      if (!passes(notWritten)) {
        throw notWritten;
      }
    }
  }

  private static boolean passes(RuntimeException notWritten) {
    return notWritten instanceof Failure
        || LostConnection.caused(notWritten)
        || TimedOut.caused(notWritten);
  }

  private Optional<Tally> known(DayStore.Line line) {
    return Optional.ofNullable(tallies.asMap().get(line.scope()));
  }

  /** Deletes the counts of days that are over on every node. Blocks. */
  public void forget() {
    database.write(handle -> {
      store.forgetBefore(handle, today().minusDays(1));
      return true;
    });
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
  }

  /** Leaves the counts in the database for the next start. */
  @Override
  public void close() {
    flush();
  }
}
