package io.drawbridge.server.access.view;

import static java.util.stream.Collectors.toSet;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The replica of one domain. Reading is lock-free, from {@link #state}. It changes in rounds, one
 * at a time under a fair lock: a round reads the changes since the last one, and the links of the
 * people to take in if there are any, all in one snapshot, and publishes them as one state. So a
 * load is never merged into a state newer than its snapshot, and cannot bring back what a removal
 * ended.
 */
final class DomainView {
  private final DomainId domain;
  private final Database database;
  private final DatabaseClock clock;
  private final ViewReads store;
  private final AtomicLong versions;
  private final Predicate<AccountId> resident;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final ConcurrentLinkedQueue<AccountId> wanted = new ConcurrentLinkedQueue<>();
  private final EpochWaiters waiters = new EpochWaiters();

  /** The conversations whose group links are kept up to date. Under the lock. */
  private final Set<ConversationId> followed = new HashSet<>();

  private boolean retired;
  private volatile @Nullable ViewState state;

  DomainView(
      DomainId domain,
      Database database,
      DatabaseClock clock,
      ViewReads store,
      AtomicLong versions,
      Predicate<AccountId> resident) {
    this.domain = domain;
    this.database = database;
    this.clock = clock;
    this.store = store;
    this.versions = versions;
    this.resident = resident;
  }

  /** The present state; null before the first load and after the last person went. */
  @Nullable ViewState state() {
    return state;
  }

  /** Takes the person in. False if this view is retired: take a new one. */
  boolean load(AccountId person) {
    wanted.add(person);
    lock.lock();
    try {
      if (retired) {
        return false;
      }
      ViewState now = state;
      if (now == null || now.people().get(person) == null) {
        round();
      }
    } finally {
      lock.unlock();
    }
    wake();
    return true;
  }

  /**
   * Moves to the given epoch at least; returns the epoch reached. Empty if this view is retired.
   */
  OptionalLong advance(long toEpoch) {
    long reached;
    lock.lock();
    try {
      if (retired) {
        return OptionalLong.empty();
      }
      ViewState now = state;
      if (now == null || now.epoch() < toEpoch) {
        now = round();
      }
      reached = now == null ? toEpoch : now.epoch();
    } finally {
      lock.unlock();
    }
    wake();
    return OptionalLong.of(reached);
  }

  /** Forgets people who are resident no more; true if nobody is left and the view is retired. */
  boolean unload(Set<AccountId> people) {
    lock.lock();
    try {
      wanted.removeIf(resident.negate());
      ViewState now = state;
      if (now != null && people.stream().anyMatch(person -> now.people().get(person) != null)) {
        forget(now, people);
      }
      ViewState left = state;
      if (!retired && wanted.isEmpty() && (left == null || left.people().size() == 0)) {
        retired = true;
        state = null;
      }
      return retired;
    } finally {
      lock.unlock();
      wake();
    }
  }

  /** Runs the task once the epoch is reached; soon, when it is already or when there is no view. */
  void whenReached(long epoch, Runnable task) {
    waiters.add(epoch, task);
    wake();
  }

  /** Catches up when somebody waits or a clock ended something; a committing node may have died. */
  void tend() {
    ViewState now = state;
    if (now == null || (waiters.isEmpty() && now.nextUntilMicros() > clock.nowMicros())) {
      return;
    }
    lock.lock();
    try {
      if (!retired) {
        round();
      }
    } finally {
      lock.unlock();
    }
    wake();
  }

  private void wake() {
    ViewState now = state;
    waiters.wake(now == null ? Long.MAX_VALUE : now.epoch());
  }

  private void forget(ViewState now, Set<AccountId> people) {
    ViewEdit edit = new ViewEdit(now);
    people.stream().filter(resident.negate()).forEach(edit::notResident);
    followed.removeIf(conversation -> edit.reachedBy(conversation).isEmpty());
    edit.onlyVias(followed);
    state = edit.build(now.epoch(), versions.incrementAndGet(), clock.nowMicros());
  }

  private @Nullable ViewState round() {
    ViewState before = state;
    if (before != null && wanted.isEmpty()) {
      Optional<ViewState> moved =
          database
              .query(handle -> store.changes(handle, domain, before.epoch()))
              .flatMap(changes -> moved(before, changes));
      if (moved.isPresent()) {
        state = moved.get();
        return state;
      }
    }
    Set<AccountId> loading = new HashSet<>();
    for (AccountId person = wanted.poll(); person != null; person = wanted.poll()) {
      if (resident.test(person)) {
        loading.add(person);
      }
    }
    try {
      Optional<ViewState> next = database.read(snapshot -> next(snapshot, loading));
      state = next.orElse(null);
      return state;
    } catch (RuntimeException failed) {
      wanted.addAll(loading);
      throw failed;
    }
  }

  /** The state after these changes; empty if it takes a load of people or of groups too. */
  private Optional<ViewState> moved(ViewState before, ViewReads.Changes changes) {
    ViewEdit edit = new ViewEdit(before);
    edit.apart(changes.apart());
    edit.changed(changes.links());
    edit.via(followedVias(changes.links()));
    if (!newcomers(before, changes.links()).isEmpty()
        || !unfollowed(edit, reachedBy(changes.links())).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(edit.build(changes.epoch(), versions.incrementAndGet(), clock.nowMicros()));
  }

  /** The groups whose links are still to be read: somebody resident is in them. */
  private Set<ConversationId> unfollowed(ViewEdit edit, Set<ConversationId> groups) {
    return groups.stream()
        .filter(group -> !followed.contains(group) && !edit.reachedBy(group).isEmpty())
        .collect(toSet());
  }

  private Optional<ViewState> next(Handle snapshot, Set<AccountId> loading) {
    ViewReads.Now now = store.now(snapshot, domain);
    long epoch = now.epoch();
    ViewState before = state;
    Set<AccountId> newcomers;
    List<Link> changed;
    if (before == null) {
      newcomers = store.peopleIn(snapshot, domain);
      newcomers.removeIf(resident.negate());
      changed = store.seats(snapshot, domain);
    } else {
      changed =
          before.epoch() < epoch ? store.changedSince(snapshot, domain, before.epoch()) : List.of();
      newcomers = newcomers(before, changed);
    }
    loading.addAll(newcomers);
    if (before == null && loading.isEmpty()) {
      return Optional.empty();
    }
    ViewEdit edit = new ViewEdit(before == null ? ViewState.empty() : before);
    edit.apart(now.apart());
    edit.changed(changed);
    edit.via(followedVias(changed));
    Set<ConversationId> groups = new HashSet<>(reachedBy(changed));
    Set<ConversationId> loaded = load(snapshot, edit, loading);
    groups.addAll(loaded);
    Set<ConversationId> known = loaded.stream().filter(followed::contains).collect(toSet());
    if (!known.isEmpty()) {
      // Nobody here had a link of their own to these threads, so that what is closed was forgotten.
      edit.via(store.closedVias(snapshot, domain, known, loaded));
    }
    Set<ConversationId> fresh = unfollowed(edit, groups);
    if (!fresh.isEmpty()) {
      edit.via(store.viasOf(snapshot, domain, fresh));
      followed.addAll(fresh);
    }
    return Optional.of(edit.build(epoch, versions.incrementAndGet(), clock.nowMicros()));
  }

  /** Returns the conversations the loaded people have direct links to. */
  private Set<ConversationId> load(Handle snapshot, ViewEdit edit, Set<AccountId> people) {
    if (people.isEmpty()) {
      return Set.of();
    }
    List<Link> links = store.linksOf(snapshot, domain, people);
    Map<Optional<AccountId>, List<Link>> byPerson =
        links.stream().collect(Collectors.groupingBy(Link::holder));
    for (AccountId person : people) {
      edit.resident(person, byPerson.getOrDefault(Optional.of(person), List.of()));
    }
    return reachedBy(links);
  }

  private Set<AccountId> newcomers(ViewState before, List<Link> changed) {
    return changed.stream()
        .flatMap(link -> link.holder().stream())
        .filter(person -> before.people().get(person) == null && resident.test(person))
        .collect(toSet());
  }

  private List<Via> followedVias(List<Link> changed) {
    return changed.stream()
        .filter(Via.class::isInstance)
        .map(Via.class::cast)
        .filter(via -> followed.contains(via.group()))
        .toList();
  }

  private static Set<ConversationId> reachedBy(List<Link> links) {
    return links.stream()
        .filter(Direct.class::isInstance)
        .map(link -> ((Direct) link).conversation())
        .collect(toSet());
  }
}
