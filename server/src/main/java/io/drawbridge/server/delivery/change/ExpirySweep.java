package io.drawbridge.server.delivery.change;

import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.background.Job;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Job job;

  private ExpirySweep(
      Database database, Memberships memberships, MembershipLanes lanes, Jobs jobs) {
    this.database = database;
    this.memberships = memberships;
    this.lanes = lanes;
    this.job = jobs.every("looking for expired links", INTERVAL, this::sweep);
  }

  public static ExpirySweep start(
      Database database, Memberships memberships, MembershipLanes lanes, Jobs jobs) {
    return new ExpirySweep(database, memberships, lanes, jobs);
  }

  private void sweep() {
    Set<DomainId> overdue = database.query(handle -> memberships.overdue(handle, DOMAINS_MAX));
    overdue.forEach(this::end);
  }

  private void end(DomainId domain) {
    if (!ending.add(domain)) {
      return;
    }
    lanes
        .submit(
            domain,
            ChangeRequest.own(OwnAction.LINK_EXPIRE, ChangeRequest.SERVER),
            this::endOverdue)
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
    job.close();
  }
}
