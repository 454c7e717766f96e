package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.background.Retry;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Fenced;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.change.ScopeLanes.Turn;
import io.drawbridge.server.delivery.change.Settlement.Applied;
import io.drawbridge.server.delivery.change.Settlement.Happened;
import io.drawbridge.server.delivery.change.Settlement.Repeated;
import io.drawbridge.server.delivery.change.Turnover.Effects;
import io.drawbridge.server.delivery.fanout.Deliveries;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.observe.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Settles committed membership changes of one domain: advances the view, runs the fence, delivers
 * the changes' events behind it, and answers when the fence is closed. Runs concurrently with the
 * next commit. All transactions that wait are settled together, with one fence at the last epoch.
 * One at a time for a domain, in the order of the commits; blocks.
 */
public final class DomainSettling {
  private final Views views;
  private final Conversations conversations;
  private final Deliveries deliveries;
  private final Fence fence;
  private final Turnover turnover;
  private final Metrics metrics;
  private final Retry retry;
  private final Executor threads;
  private final DatabaseClock clock;
  private final Exits exits;

  /** {@code exits}: see {@link Delivery.Parts}. */
  public DomainSettling(
      Views views,
      Conversations conversations,
      Deliveries deliveries,
      Fence fence,
      Turnover turnover,
      Metrics metrics,
      Executor threads,
      DatabaseClock clock,
      Exits exits) {
    this.views = views;
    this.conversations = conversations;
    this.deliveries = deliveries;
    this.fence = fence;
    this.turnover = turnover;
    this.metrics = metrics;
    this.retry = new Retry(metrics);
    this.threads = threads;
    this.clock = clock;
    this.exits = exits;
  }

  /** Settles consecutive transactions of a domain; nothing has to come again. */
  Turn<DomainCommit> run(DomainId domain, List<DomainCommit> commits) {
    int next = 0;
    for (int i = 1; i <= commits.size(); i++) {
      if (i == commits.size() || !follows(commits.get(i - 1), commits.get(i))) {
        settle(domain, commits.subList(next, i));
        next = i;
      }
    }
    return Turn.done();
  }

  /** Returns whether no other node has moved the domain between them. */
  private static boolean follows(DomainCommit first, DomainCommit second) {
    return second.attempt().before() == first.attempt().epoch();
  }

  private void settle(DomainId domain, List<DomainCommit> commits) {
    List<DomainCommit> changing =
        commits.stream().filter(commit -> commit.attempt().changedAnything()).toList();
    if (changing.isEmpty()) {
      answer(domain, commits, Effects.NONE, Optional.empty());
      return;
    }
    DomainAttempt first = changing.getFirst().attempt();
    DomainAttempt last = changing.getLast().attempt();
    Optional<Fence.Opened> opened = lastNarrowing(changing).map(epoch -> fence.open(domain, epoch));
    Effects effects;
    try {
      effects =
          effects(domain, first.before(), last.epoch(), touched(changing))
              .and(opened.isEmpty() ? Set.of() : parted(domain, changing));
    } catch (RuntimeException interrupted) {
      opened.ifPresent(fence::abandon);
      throw interrupted;
    }
    Runnable deliver = () -> changing.forEach(commit -> deliver(domain, commit));
    Optional<Fenced> fenced = opened.map(it -> fence.run(it, effects.cut(last.at()), deliver));
    if (fenced.isEmpty()) {
      deliver.run();
    } else {
      effects.touched().values().forEach(exits::cut);
    }
    answer(domain, commits, effects, fenced);
  }

  /**
   * Does this node's part of what another one committed: moves the view, takes back what the
   * changes took away, and tells what they gave. Blocks.
   *
   * @param narrowing whether they took anything away
   * @param policies whether they changed policies
   * @return the sessions visited
   */
  public List<Fenced.Reached> follow(
      DomainId domain, long before, long epoch, boolean narrowing, boolean policies) {
    if (policies) {
      conversations.forget(domain);
    }
    Effects moved = effects(domain, before, epoch, Optional.empty());
    if (!narrowing) {
      turnover.tellGains(moved);
      return List.of();
    }
    Effects effects = moved.and(parted(domain, before, epoch, policies));
    List<Fenced.Reached> reached = fence.cutHere(effects.cut(clock.now()), () -> {});
    effects.touched().values().forEach(exits::cut);
    turnover.tellGains(effects);
    return reached;
  }

  /** The people whose links each epoch touched, if what the changes wrote tells. */
  private static Optional<Map<Long, Set<AccountId>>> touched(List<DomainCommit> commits) {
    Map<Long, Set<AccountId>> touched = new HashMap<>();
    for (DomainCommit commit : commits) {
      Optional<Map<Long, Set<AccountId>>> own = commit.attempt().touched();
      if (own.isEmpty()) {
        return Optional.empty();
      }
      touched.putAll(own.get());
    }
    return Optional.of(touched);
  }

  /**
   * The connected externals who may see less of each other now (N-15), once the view has moved:
   * where a policy changed, a group came to a thread, or somebody is no member any more.
   */
  private Set<AccountId> parted(DomainId domain, List<DomainCommit> commits) {
    boolean policies = commits.stream().anyMatch(commit -> commit.attempt().changedPolicies());
    long before = commits.getFirst().attempt().before();
    long epoch = commits.getLast().attempt().epoch();
    return parted(domain, before, epoch, policies);
  }

  private Set<AccountId> parted(DomainId domain, long before, long epoch, boolean policies) {
    Set<AccountId> externals = views.keptApart(domain);
    if (externals.isEmpty()) {
      return externals;
    }
    boolean parted =
        policies
            || retry.untilDone(
                "reading what a change did to sight",
                () -> turnover.shrinksSight(domain, before, epoch));
    return parted ? externals : Set.of();
  }

  /**
   * Moves the view and computes the effects.
   *
   * @param known whom the epochs touched, if it is known
   */
  private Effects effects(
      DomainId domain, long before, long epoch, Optional<Map<Long, Set<AccountId>>> known) {
    CompletableFuture<Map<Long, Set<AccountId>>> touched =
        known
            .map(CompletableFuture::completedFuture)
            .orElseGet(() ->
                CompletableFuture.supplyAsync(
                    () ->
                        retry.untilDone(
                            "reading whom a change touched",
                            () -> turnover.touched(domain, before, epoch)),
                    threads));
    retry.untilDone("moving a view", () -> views.advance(domain, epoch));
    Map<Long, Set<AccountId>> people = touched.join();
    return retry.untilDone(
        "reading the effects of a change", () -> turnover.effects(domain, before, epoch, people));
  }

  private static Optional<Long> lastNarrowing(List<DomainCommit> commits) {
    return commits.reversed().stream()
        .flatMap(commit -> commit.attempt().fence().stream())
        .findFirst();
  }

  /**
   * Answers the changes, removals first: nobody who waits for a receipt waits for what others are
   * shown.
   */
  private void answer(
      DomainId domain, List<DomainCommit> commits, Effects effects, Optional<Fenced> fenced) {
    Optional<Receipts> receipts = fenced.map(closed -> new Receipts(effects, closed));
    commits.forEach(commit -> answer(domain, commit, receipts, true));
    turnover.tellGains(effects);
    commits.forEach(commit -> answer(domain, commit, receipts, false));
  }

  private void answer(
      DomainId domain, DomainCommit commit, Optional<Receipts> receipts, boolean narrowing) {
    for (int i = 0; i < commit.changes().size(); i++) {
      Settlement settlement = commit.attempt().settlements().get(i);
      if (narrowing == (settlement instanceof Applied applied && applied.narrowing())) {
        answer(domain, commit, commit.changes().get(i), settlement, receipts);
      }
    }
  }

  private void answer(
      DomainId domain,
      DomainCommit commit,
      PendingChange<?> pending,
      Settlement settlement,
      Optional<Receipts> receipts) {
    switch (settlement) {
      case Applied applied -> {
        Optional<Receipt> receipt =
            applied.narrowing()
                ? Optional.of(
                    receipts.orElseThrow().of(commit, applied.epoch(), pending.submittedNanos()))
                : Optional.empty();
        receipt
            .map(Receipt::phases)
            .ifPresent(phases ->
                metrics.fenced(
                    phases.lockMicros(),
                    phases.commitMicros(),
                    phases.fenceMicros(),
                    phases.totalMicros()));
        // What no exit was sending when the fence closed is never sent.
        boolean sending = applied.narrowing() && receipts.map(Receipts::sending).orElseThrow();
        Afterwards left = sending ? applied.tasks().awaiting(exits::settle) : applied.tasks();
        left.run(
            threads, pending, () -> pending.complete(applied.value(), applied.epoch(), receipt));
      }
      case Repeated repeated ->
          Afterwards.NOTHING
              .awaiting(exits::settle)
              .run(threads, pending, () -> repeat(domain, pending, repeated));
      case Settlement.Failed failed -> pending.fail(failed.why());
    }
  }

  /**
   * Answers a repeated change. All that the earlier attempt waited for is awaited again: it may
   * have died in between.
   */
  private void repeat(DomainId domain, PendingChange<?> pending, Repeated repeated) {
    pending.complete(
        repeated.value(),
        repeated.epoch(),
        repeated.narrowing()
            ? Optional.of(fencedAgain(domain, repeated.epoch(), pending.submittedNanos()))
            : Optional.empty());
  }

  private Receipt fencedAgain(DomainId domain, long epoch, long submittedNanos) {
    Fence.Opened opened = fence.open(domain, epoch);
    Effects effects = effects(domain, epoch - 1, epoch, Optional.empty());
    Fenced fenced = fence.runAgain(opened, effects.cut(clock.now()));
    return new Receipts(effects, fenced).repeated(epoch, submittedNanos);
  }

  private void deliver(DomainId domain, DomainCommit commit) {
    if (commit.attempt().changedPolicies()) {
      conversations.forget(domain);
    }
    deliveries.committed(
        retry.untilDone("reading what events are about", () -> entries(commit.attempt())));
  }

  private List<LogEntry> entries(DomainAttempt attempt) {
    List<LogEntry> entries = new ArrayList<>();
    for (Settlement settlement : attempt.settlements()) {
      if (settlement instanceof Applied applied) {
        for (Happened event : applied.events()) {
          if (event.kind() == EventKind.CHANGED) {
            conversations.forget(event.conversation());
          }
          conversations
              .facts(event.conversation())
              .ifPresent(facts -> entries.add(event.entry(facts, attempt.clockMicros())));
        }
      }
    }
    return entries;
  }
}
