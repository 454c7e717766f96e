package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.DomainLockStore;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.delivery.append.AppendStore.Ground;
import io.drawbridge.server.delivery.append.AppendStore.Lookup;
import io.drawbridge.server.delivery.append.AppendStore.Mention;
import io.drawbridge.server.delivery.append.AppendStore.Seen;
import io.drawbridge.server.delivery.append.Positions.Files;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.append.forward.Forward;
import io.drawbridge.server.delivery.append.forward.ForwardStore;
import io.drawbridge.server.delivery.append.forward.Original;
import io.drawbridge.server.delivery.log.Earlier;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The one transaction of a batch of appends: locks in a statement of their own, then what the locks
 * protect, then every right and validity, only then positions, then the rows.
 *
 * <p>Needs a batch in which no two appends have the same key or contradict each other on one
 * message ({@link Batch} sees to that). Stateless.
 */
final class AppendTransaction {
  private static final Duration CHANGING_RETRY = Duration.ofMillis(250);

  private final AccessGate gate;
  private final Metrics metrics;
  private final RememberedAnswers answers;
  private final AppendStore store = new AppendStore();
  private final ForwardStore forwards = new ForwardStore();
  private final AudienceStore audiences = new AudienceStore();
  private final AppendRowsStore rowsStore;

  /** {@code lane}: in which batches are written down for other nodes. */
  AppendTransaction(AccessGate gate, Metrics metrics, RememberedAnswers answers, LaneStore lane) {
    this.rowsStore = new AppendRowsStore(lane);
    this.gate = gate;
    this.metrics = metrics;
    this.answers = answers;
  }

  /** The result of one append in a transaction; valid once that transaction is committed. */
  sealed interface Outcome {
    record Appended(Committed committed, LogEntry entry) implements Outcome {}

    /** An earlier attempt with the same key was committed; this is its answer. */
    record Repeated(Committed committed) implements Outcome {}

    record Refused(Failure failure) implements Outcome {}

    /** Somebody changes the domain now: nothing was decided. */
    record Postponed() implements Outcome {}

    Outcome POSTPONED = new Postponed();
  }

  /** The choices for a domain that somebody is changing at this moment. */
  enum Locking {
    /** Its appends are {@link Outcome.Postponed}. */
    TRY,
    /** The transaction waits; all appends are of one domain. */
    WAIT
  }

  /** Runs the transaction; the i-th outcome belongs to the i-th append. */
  List<Outcome> run(Handle handle, List<Waiting> batch, Locking locking) {
    Outcome[] outcomes = new Outcome[batch.size()];
    Arrays.fill(outcomes, Outcome.POSTPONED);
    Set<DomainId> held = lock(handle, batch, locking);
    List<Integer> open = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      if (held.contains(batch.get(i).domain())) {
        open.add(i);
      }
    }
    if (!open.isEmpty()) {
      decide(handle, batch, open, held, outcomes);
    }
    return List.of(outcomes);
  }

  private Set<DomainId> lock(Handle handle, List<Waiting> batch, Locking locking) {
    Set<DomainId> domains =
        batch.stream().map(Waiting::domain).collect(Collectors.toCollection(TreeSet::new));
    return switch (locking) {
      case TRY -> store.tryLock(handle, domains);
      case WAIT -> {
        long start = System.nanoTime();
        domains.forEach(domain -> DomainLockStore.share(handle, domain));
        metrics.domainLockWaited(Metrics.Lane.APPEND, System.nanoTime() - start);
        yield domains;
      }
    };
  }

  private void decide(
      Handle handle,
      List<Waiting> batch,
      List<Integer> open,
      Set<DomainId> held,
      Outcome[] outcomes) {
    List<Waiting> waiting = open.stream().map(batch::get).toList();
    Set<ConversationId> conversations =
        waiting.stream().map(each -> each.facts().id()).collect(Collectors.toSet());
    Ground ground =
        store.ground(
            handle,
            held,
            conversations,
            waiting.stream().map(each -> each.append().key()).toList());
    List<Decision> decisions =
        gate.recheckAll(handle, waiting.stream().map(Waiting::permit).toList(), ground.epochs());
    List<Integer> fresh = new ArrayList<>(waiting.size());
    for (int i = 0; i < waiting.size(); i++) {
      Optional<Outcome> settled = settled(waiting.get(i), decisions.get(i), ground, i);
      if (settled.isPresent()) {
        outcomes[open.get(i)] = settled.get();
      } else {
        fresh.add(i);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    refuseGone(handle, waiting, open, fresh, outcomes);
    refuseUnasked(handle, waiting, open, fresh, ground, outcomes);
    refuseChanging(handle, waiting, open, fresh, held, outcomes);
    Map<Integer, Seen> seen = store.seen(handle, lookups(waiting, fresh));
    Set<Mention> sighted = store.sighted(handle, mentions(waiting, fresh));
    Files files =
        new Files(
            store.uploads(handle, uploads(waiting, fresh)),
            store.borne(handle, lookups(waiting, rewording(waiting, fresh))));
    Map<Integer, Original> originals = forwards.originals(handle, asked(waiting, fresh));
    Positions positions = new Positions(ground, seen, sighted, files, originals, answers);
    for (int i : fresh) {
      outcomes[open.get(i)] = positions.append(waiting.get(i), i);
    }
    positions.finish().ifPresent(rows -> rowsStore.write(handle, rows));
  }

  /** Refuses scheduled messages that their authors changed or let go, or that were sent. */
  private void refuseGone(
      Handle handle,
      List<Waiting> waiting,
      List<Integer> open,
      List<Integer> fresh,
      Outcome[] outcomes) {
    List<Append.Due> asked =
        fresh.stream().flatMap(i -> waiting.get(i).append().due().stream()).toList();
    Set<Append.Due> there = store.due(handle, asked);
    fresh.removeIf(i -> {
      boolean gone = waiting.get(i).append().due().filter(it -> !there.contains(it)).isPresent();
      if (gone) {
        outcomes[open.get(i)] = new Outcome.Refused(Failure.notFound());
      }
      return gone;
    });
  }

  /** Refuses those whose readers are more than their authors knew (N-7). */
  private void refuseUnasked(
      Handle handle,
      List<Waiting> waiting,
      List<Integer> open,
      List<Integer> fresh,
      Ground ground,
      Outcome[] outcomes) {
    Set<Integer> unasked = audiences.outgrown(handle, waiting, fresh, ground.epochs());
    unasked.forEach(i -> outcomes[open.get(i)] = AudienceStore.REFUSED);
    fresh.removeAll(unasked);
  }

  /**
   * Refuses those that pass on what stands in a domain that somebody changes now: that lock is not
   * waited for while others are held. The other locks are shared until the end of the transaction.
   */
  private void refuseChanging(
      Handle handle,
      List<Waiting> waiting,
      List<Integer> open,
      List<Integer> fresh,
      Set<DomainId> held,
      Outcome[] outcomes) {
    Set<DomainId> others =
        fresh.stream()
            .flatMap(i -> waiting.get(i).append().forward().stream())
            .map(Forward::domain)
            .filter(domain -> !held.contains(domain))
            .collect(Collectors.toCollection(TreeSet::new));
    if (others.isEmpty()) {
      return;
    }
    others.removeAll(store.tryLock(handle, others));
    fresh.removeIf(i -> {
      boolean changing =
          waiting.get(i).append().forward().filter(it -> others.contains(it.domain())).isPresent();
      if (changing) {
        outcomes[open.get(i)] =
            new Outcome.Refused(Failure.busy("the members there change now", CHANGING_RETRY));
      }
      return changing;
    });
  }

  private static List<ForwardStore.Asked> asked(List<Waiting> waiting, List<Integer> fresh) {
    List<ForwardStore.Asked> asked = new ArrayList<>();
    for (int i : fresh) {
      Waiting each = waiting.get(i);
      int index = i;
      each.append()
          .forward()
          .ifPresent(forward ->
              asked.add(new ForwardStore.Asked(index, each.author(), each.facts().id(), forward)));
    }
    return asked;
  }

  /**
   * The outcome that is settled already: the current right is asked first, then whether the append
   * was done before.
   */
  private Optional<Outcome> settled(Waiting waiting, Decision decision, Ground ground, int index) {
    if (decision instanceof Decision.Refused refused) {
      return Optional.of(new Outcome.Refused(refused.failure()));
    }
    if (!ground.heads().containsKey(waiting.facts().id().value())) {
      return Optional.of(new Outcome.Refused(Failure.notFound()));
    }
    Earlier earlier = ground.earlier().get(index);
    if (earlier == null) {
      return Optional.empty();
    }
    try {
      Committed committed = answers.read(earlier, waiting.append().key(), Committed.class).value();
      return Optional.of(new Outcome.Repeated(committed));
    } catch (Failure reused) {
      return Optional.of(new Outcome.Refused(reused));
    }
  }

  private static List<Lookup> lookups(List<Waiting> waiting, List<Integer> fresh) {
    List<Lookup> lookups = new ArrayList<>();
    for (int i : fresh) {
      Waiting each = waiting.get(i);
      Append append = each.append();
      append
          .subject()
          .ifPresent(pos ->
              lookups.add(
                  new Lookup(
                      i, each.facts().id().value(), pos, each.author().value(), append.emoji())));
    }
    return lookups;
  }

  private static List<FileId> uploads(List<Waiting> waiting, List<Integer> fresh) {
    return fresh.stream().flatMap(i -> waiting.get(i).append().uploads().stream()).toList();
  }

  private static List<Integer> rewording(List<Waiting> waiting, List<Integer> fresh) {
    return fresh.stream().filter(i -> waiting.get(i).append().rewords()).toList();
  }

  private static List<Mention> mentions(List<Waiting> waiting, List<Integer> fresh) {
    List<Mention> mentions = new ArrayList<>();
    for (int i : fresh) {
      Waiting each = waiting.get(i);
      Collection<AccountId> people = each.append().mentions();
      people.forEach(person -> mentions.add(each.mention(person)));
    }
    return mentions;
  }
}
