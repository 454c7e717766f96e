package io.drawbridge.server.delivery.change;

import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and fences the end of links whose time has passed, within a second. The egress gate refuses
 * them from the very moment by the clock; this makes it a change like any other.
 */
public final class ExpirySweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);
  private static final Duration INTERVAL = Duration.ofMillis(400);
  private static final int DOMAINS_MAX = 100;
  private static final int LINKS_MAX = 500;

  private final Database database;
  private final Memberships memberships;
  private final MembershipLanes lanes;
  private final Set<DomainId> ending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final ScheduledFuture<?> schedule;

  private ExpirySweep(
      Database database,
      Memberships memberships,
      MembershipLanes lanes,
      Executor threads,
      ScheduledExecutorService timer) {
    this.database = database;
    this.memberships = memberships;
    this.lanes = lanes;
    this.schedule =
        timer.scheduleWithFixedDelay(
            () -> threads.execute(this::sweep),
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  public static ExpirySweep start(
      Database database,
      Memberships memberships,
      MembershipLanes lanes,
      Executor threads,
      ScheduledExecutorService timer) {
    return new ExpirySweep(database, memberships, lanes, threads, timer);
  }

  private void sweep() {
    if (!sweeping.compareAndSet(false, true)) {
      return;
    }
    try {
      Set<DomainId> overdue = database.query(handle -> memberships.overdue(handle, DOMAINS_MAX));
      overdue.forEach(this::end);
    } catch (RuntimeException e) {
      LOG.atLevel(Outage.level(e)).setCause(e).log("looking for expired links failed");
    } finally {
      sweeping.set(false);
    }
  }

  private void end(DomainId domain) {
    if (!ending.add(domain)) {
      return;
    }
    lanes
        .submit(
            domain, ChangeRequest.own(OwnAction.LINK_EXPIRE, DomainLanes.SERVER), this::endOverdue)
        .whenComplete((done, failed) -> {
          ending.remove(domain);
          if (failed != null) {
            LOG.atLevel(Outage.level(failed))
                .setCause(failed)
                .log("ending expired links of domain {} failed", domain.value());
          }
        });
  }

  private Integer endOverdue(ChangeTransaction tx) {
    return tx.memberships().endOverdue(tx.at(), LINKS_MAX);
  }

  @Override
  public void close() {
    schedule.cancel(false);
  }
}
