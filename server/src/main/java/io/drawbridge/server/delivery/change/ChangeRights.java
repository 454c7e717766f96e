package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.Permit.WritePermit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The rights of the changes of one transaction, decided together at its start under the lock. What
 * an earlier change of the transaction may have altered is decided again. One thread.
 */
final class ChangeRights {
  private final AccessGate gate;
  private final Handle handle;
  private final IdentityHashMap<Permit, Decision> decided = new IdentityHashMap<>();
  private final Set<AccountId> touched = new HashSet<>();

  ChangeRights(
      AccessGate gate, Handle handle, DomainId domain, long epoch, List<PendingChange<?>> batch) {
    this.gate = gate;
    this.handle = handle;
    List<WritePermit> permits = new ArrayList<>();
    for (PendingChange<?> pending : batch) {
      if (pending.permit().isPresent() && pending.permit().get() instanceof WritePermit permit) {
        permits.add(permit);
      }
    }
    if (!permits.isEmpty()) {
      List<Decision> decisions = gate.recheckAll(handle, permits, Map.of(domain, epoch));
      for (int i = 0; i < permits.size(); i++) {
        decided.put(permits.get(i), decisions.get(i));
      }
    }
  }

  /**
   * Asks for the right of the next change.
   *
   * @throws Failure if it is gone
   */
  void require(Permit permit) {
    Decision decision = decided.get(permit);
    if (decision == null || isStale(permit)) {
      gate.recheck(handle, permit);
    } else if (decision instanceof Decision.Refused refused) {
      throw refused.failure();
    }
  }

  /** Notes that a change was applied. */
  void applied(Optional<Set<AccountId>> only) {
    only.ifPresentOrElse(touched::addAll, decided::clear);
  }

  private boolean isStale(Permit permit) {
    return touched.contains(permit.caller().account())
        || (permit instanceof ManagePermit manage
            && (touched.contains(manage.target()) || dependsOnOthers(manage)));
  }

  /**
   * Returns whether the right depends on others: an admin who leaves must leave another admin
   * behind.
   */
  private boolean dependsOnOthers(ManagePermit permit) {
    boolean leaves =
        permit.action() == Action.Manage.LEAVE || permit.target().equals(permit.caller().account());
    return leaves && !touched.isEmpty();
  }
}
