package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.LaneLimits;
import io.drawbridge.server.delivery.audit.AuditRecords;
import io.drawbridge.server.delivery.change.ChangeStore.Ground;
import io.drawbridge.server.delivery.change.Settlement.Applied;
import io.drawbridge.server.delivery.log.Earlier;
import io.drawbridge.server.delivery.log.Idempotent;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.delivery.log.Moment;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/**
 * The one transaction of the changes that wait for a domain: the exclusive lock and, in a younger
 * snapshot, what all of them depend on, then each change at an epoch of its own, then the log of
 * all.
 */
public final class DomainTransaction {
  private static final String SAVEPOINT = "change";

  private static final RequestKey NO_KEY = new RequestKey(new AccountId(1), "", new byte[0]);

  private final AccessGate gate;
  private final Memberships memberships;
  private final RememberedAnswers answers;
  private final AuditRecords records;
  private final Metrics metrics;
  private final LaneLimits limits;
  private final SecurityNotes security;
  private final ChangeStore store;

  /** {@code lanes}: see {@link ChangeStore}. */
  public DomainTransaction(
      AccessGate gate,
      Memberships memberships,
      FrameCodec codec,
      Metrics metrics,
      LaneLimits limits,
      SecurityNotes security,
      LaneStore lanes) {
    this.store = new ChangeStore(lanes);
    this.security = security;
    this.gate = gate;
    this.memberships = memberships;
    this.answers = new RememberedAnswers(codec);
    this.records = new AuditRecords(codec);
    this.metrics = metrics;
    this.limits = limits;
  }

  /** The ways to keep the changes of a transaction apart. */
  enum Care {
    /** Not kept apart: one that fails fails all. Nearly always none does. */
    TOGETHER,
    /** Kept apart by savepoints, so that each can fail alone. */
    APART
  }

  /** Says that one of several changes failed; the next try tells which one, and how. */
  private static final class OneFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OneFailed(RuntimeException cause) {
      super("a change failed among others", cause);
    }
  }

  /**
   * Fills the attempt. An exception means that nothing of it was committed.
   *
   * @param hurry tells whether the rest of the batch has to wait for something else
   */
  void run(
      Handle handle,
      DomainId domain,
      List<PendingChange<?>> batch,
      Care care,
      BooleanSupplier hurry,
      DomainAttempt attempt) {
    attempt.begins();
    List<PendingChange<?>> taken = withoutRepeatedKeys(batch);
    Ground ground = store.lockAndRead(handle, domain.value(), keys(taken));
    metrics.domainLockWaited(Metrics.Lane.CHANGE, attempt.locked());
    Moment moment = ground.moment();
    attempt.standsAt(moment);
    ChangeRights rights = new ChangeRights(gate, handle, domain, moment.epoch(), taken);
    List<ChangeStore.Entry> entries = new ArrayList<>();
    int links = 0;
    for (int i = 0; i < taken.size() && links < limits.linksMax(); i++) {
      boolean held = attempt.heldNanos() > limits.holdMax().toNanos();
      if (i > 0 && (held || hurry.getAsBoolean())) {
        break;
      }
      PendingChange<?> pending = taken.get(i);
      Optional<Settlement> settled = settled(pending, rights, ground, i);
      if (settled.isPresent()) {
        attempt.settled(settled.get());
        continue;
      }
      ChangeSteps steps = new ChangeSteps(handle, domain, moment, pending, memberships, store);
      Settlement settlement = apply(steps, pending, batch.size() == 1, care);
      attempt.settled(settlement);
      if (settlement instanceof Applied applied) {
        moment = steps.after();
        rights.applied(steps.touched());
        entries.add(steps.entry(records, answered(pending, applied)));
        links += steps.at().tally().written();
      }
    }
    if (!entries.isEmpty()) {
      store.log(
          handle,
          domain,
          entries,
          attempt.fence(),
          attempt.changedPolicies(),
          attempt.places(domain));
    }
    attempt.done(moment.epoch());
  }

  /**
   * The changes up to the first command that comes twice in the batch: the second, and all behind
   * it, come again.
   */
  private static List<PendingChange<?>> withoutRepeatedKeys(List<PendingChange<?>> batch) {
    Set<String> seen = new HashSet<>();
    int count = 0;
    for (PendingChange<?> pending : batch) {
      if (!pending
          .once()
          .map(Idempotent::key)
          .map(DomainTransaction::name)
          .map(seen::add)
          .orElse(true)) {
        break;
      }
      count++;
    }
    return batch.subList(0, count);
  }

  private static String name(RequestKey key) {
    return key.account().value() + " " + key.clientId();
  }

  /** The keys of the changes, in their order; a change without one gets a key that nobody has. */
  private static List<RequestKey> keys(List<PendingChange<?>> batch) {
    return batch.stream()
        .map(pending -> pending.once().<RequestKey>map(Idempotent::key).orElse(NO_KEY))
        .toList();
  }

  /**
   * The settlement of a change that needs none: the right is gone, or an earlier attempt was
   * answered.
   */
  private Optional<Settlement> settled(
      PendingChange<?> pending, ChangeRights rights, Ground ground, int index) {
    try {
      pending.permit().ifPresent(rights::require);
      return Optional.ofNullable(ground.earlier().get(index))
          .map(earlier -> repeated(earlier, pending.once().orElseThrow()));
    } catch (Failure refused) {
      return Optional.of(new Settlement.Failed(refused));
    }
  }

  private Settlement apply(ChangeSteps steps, PendingChange<?> pending, boolean alone, Care care) {
    if (alone) {
      return apply(steps, pending);
    }
    return switch (care) {
      case TOGETHER -> {
        try {
          yield apply(steps, pending);
        } catch (RuntimeException why) {
          throw new OneFailed(why);
        }
      }
      case APART -> guarded(steps, pending);
    };
  }

  private Settlement guarded(ChangeSteps steps, PendingChange<?> pending) {
    Handle handle = steps.at().handle();
    handle.savepoint(SAVEPOINT);
    try {
      Settlement settlement = apply(steps, pending);
      handle.releaseSavepoint(SAVEPOINT);
      return settlement;
    } catch (RuntimeException why) {
      handle.rollbackToSavepoint(SAVEPOINT);
      return new Settlement.Failed(why);
    }
  }

  private Settlement apply(ChangeSteps steps, PendingChange<?> pending) {
    Object value = pending.change().apply(steps);
    steps.follow();
    security.after(steps);
    return new Applied(
        value,
        steps.at().epoch(),
        steps.isNarrowing(),
        steps.at().tally().touched(),
        !steps.at().tally().policies().isEmpty(),
        steps.events(),
        steps.tasks());
  }

  private Optional<ChangeStore.Answered> answered(PendingChange<?> pending, Applied applied) {
    return pending
        .once()
        .map(once ->
            new ChangeStore.Answered(
                once.key(),
                answers.text(
                    new RememberedAnswers.Answered<>(
                        applied.value(), applied.epoch(), applied.narrowing()))));
  }

  private Settlement repeated(Earlier earlier, Idempotent<?> once) {
    RememberedAnswers.Answered<?> before = answers.read(earlier, once.key(), once.answer());
    return new Settlement.Repeated(before.value(), before.epoch(), before.narrowing());
  }
}
