package io.drawbridge.server.delivery.change;

import java.util.List;

/**
 * A committed transaction of a domain, to be settled.
 *
 * @param changes those it took; the i-th settlement of the attempt belongs to the i-th
 * @param commitMicros from the lock to the commit's answer
 * @param committedNanos when the answer came, by {@link System#nanoTime}
 */
record DomainCommit(
    List<PendingChange<?>> changes, DomainAttempt attempt, long commitMicros, long committedNanos)
    implements ScopeLanes.Awaited {

  DomainCommit {
    changes = List.copyOf(changes);
  }

  @Override
  public void fail(Throwable why) {
    changes.forEach(each -> each.fail(why));
  }
}
