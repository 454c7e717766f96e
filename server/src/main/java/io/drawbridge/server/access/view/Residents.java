package io.drawbridge.server.access.view;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Causes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Counts who holds whom resident, and loads each account once. An account counts as resident from
 * before its domains are looked up, so a change that commits meanwhile is either in that look-up or
 * finds the account here.
 */
final class Residents implements Residency {
  private final ConcurrentHashMap<AccountId, Entry> entries = new ConcurrentHashMap<>();
  private final Set<AccountId> failed = ConcurrentHashMap.newKeySet();
  private final Consumer<AccountId> loader;
  private final Duration idle;

  Residents(Consumer<AccountId> loader, Duration idle) {
    this.loader = loader;
    this.idle = idle;
  }

  /** The holds on one account; counts change inside the map's compute only. */
  private static final class Entry {
    private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private final AtomicBoolean loading = new AtomicBoolean();
    private int holds;
    private long idleSinceNanos;
  }

  boolean contains(AccountId account) {
    return entries.containsKey(account);
  }

  /** Returns whether the account's links are all here. */
  boolean loaded(AccountId account) {
    Entry entry = entries.get(account);
    return entry != null && entry.loaded.isDone() && !entry.loaded.isCompletedExceptionally();
  }

  @Override
  public Hold hold(AccountId account) {
    Entry entry =
        entries.compute(
            account,
            (key, old) -> {
              Entry held = old == null ? new Entry() : old;
              held.holds++;
              return held;
            });
    if (entry.loading.compareAndSet(false, true)) {
      load(account, entry);
    }
    try {
      entry.loaded.join();
    } catch (CompletionException trouble) {
      throw Causes.of(trouble) instanceof RuntimeException cause ? cause : trouble;
    }
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.compareAndSet(true, false)) {
        release(account);
      }
    };
  }

  private void load(AccountId account, Entry entry) {
    try {
      loader.accept(account);
      entry.loaded.complete(true);
    } catch (Throwable trouble) {
      // Callers that wait on this entry fail with it; the next one starts over.
      entries.remove(account, entry);
      failed.add(account);
      entry.loaded.completeExceptionally(trouble);
    }
  }

  private void release(AccountId account) {
    entries.computeIfPresent(
        account,
        (key, entry) -> {
          entry.holds--;
          entry.idleSinceNanos = System.nanoTime();
          return entry;
        });
  }

  /**
   * Removes and returns the accounts that nobody has held for a while, or whose load failed
   * halfway.
   */
  Set<AccountId> takeIdle() {
    long now = System.nanoTime();
    Set<AccountId> gone = new HashSet<>(failed);
    failed.removeAll(gone);
    for (AccountId account : entries.keySet()) {
      entries.computeIfPresent(
          account,
          (key, entry) -> {
            if (entry.holds > 0 || now - entry.idleSinceNanos < idle.toNanos()) {
              return entry;
            }
            gone.add(key);
            return null;
          });
    }
    return gone;
  }
}
