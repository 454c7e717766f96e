package io.drawbridge.server.delivery.change;

import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.Memberships.Followed;
import io.drawbridge.server.access.Memberships.Lapse;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.background.Job;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.delivery.change.MembershipLanes.Change;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and fences the end of links whose time has passed, within a second. The egress gate refuses
 * them from the very moment by the clock; this makes it a change like any other. Now and then it
 * also ends what externals have who take no part any more, where that was agreed, or who can never
 * sign in again, and looks for those whose sponsor is gone. Each node looks; under the lock, the
 * second finds nothing.
 */
public final class ExpirySweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);
  private static final Duration INTERVAL = Duration.ofMillis(400);
  private static final Duration IDLE_INTERVAL = Duration.ofMinutes(1);

  /** Sponsors are looked at whenever links are written; this finds those that were gone before. */
  private static final Duration SPONSOR_INTERVAL = Duration.ofHours(1);

  private static final int DOMAINS_MAX = 100;
  private static final int LINKS_MAX = 500;

  private final Database database;
  private final Memberships memberships;
  private final MembershipLanes lanes;
  private final Set<DomainId> ending = ConcurrentHashMap.newKeySet();
  private final Job job;
  private final Job idle;
  private final Job sponsors;

  private ExpirySweep(
      Database database, Memberships memberships, MembershipLanes lanes, Jobs jobs) {
    this.database = database;
    this.memberships = memberships;
    this.lanes = lanes;
    this.job = jobs.every("looking for expired links", INTERVAL, this::sweep);
    this.idle = jobs.every("looking for idle externals", IDLE_INTERVAL, this::absent);
    this.sponsors =
        jobs.every("looking for gone sponsors", SPONSOR_INTERVAL, () -> lapse(Lapse.SPONSOR));
  }

  public static ExpirySweep start(
      Database database, Memberships memberships, MembershipLanes lanes, Jobs jobs) {
    return new ExpirySweep(database, memberships, lanes, jobs);
  }

  private void sweep() {
    Set<DomainId> overdue = database.query(handle -> memberships.overdue(handle, DOMAINS_MAX));
    overdue.forEach(domain -> end(domain, this::endOverdue));
  }

  private void absent() {
    lapse(Lapse.IDLE);
    lapse(Lapse.SIGNED_OUT);
  }

  /** Also for tests, which do not wait for the next round. */
  void lapse(Lapse which) {
    Set<DomainId> lapsed = database.query(handle -> memberships.lapsed(handle, which, DOMAINS_MAX));
    lapsed.forEach(domain -> end(domain, tx -> settle(tx, which)));
  }

  private void end(DomainId domain, Change<Integer> change) {
    if (!ending.add(domain)) {
      return;
    }
    lanes
        .submit(domain, ChangeRequest.own(OwnAction.LINK_EXPIRE, ChangeRequest.SERVER), change)
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

  private Integer settle(ChangeTransaction tx, Lapse which) {
    Followed settled = tx.memberships().settleLapsed(tx.at(), which, LINKS_MAX);
    settled
        .left()
        .forEach(each ->
            tx.event(
                each.conversation(),
                EventKind.LEFT,
                each.person(),
                Optional.of(each.person().value())));
    tx.restated(settled.changed());
    return settled.left().size() + settled.changed().size();
  }

  @Override
  public void close() {
    job.close();
    idle.close();
    sponsors.close();
  }
}
