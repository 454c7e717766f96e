package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.append.LaneLimits;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.ScopeLanes.Turn;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The membership lanes of this process: one for each domain and each account that has work. A
 * domain's lane commits, and a second one behind it settles what was committed, so that the next
 * transaction never waits for a fence.
 */
public final class DomainLanes implements MembershipLanes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DomainLanes.class);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(10);

  /** Transactions of one domain that may wait to be settled. */
  private static final int UNSETTLED_MAX = 64;

  private final ScopeLanes<DomainId, PendingChange<?>> domains;
  private final ScopeLanes<DomainId, DomainCommit> settling;
  private final ScopeLanes<AccountId, AccountWork.Pending<?>> accounts;

  public DomainLanes(
      DomainWork domainWork,
      DomainSettling domainSettling,
      AccountWork accountWork,
      LaneLimits limits,
      Executor threads) {
    this.settling = new ScopeLanes<>(UNSETTLED_MAX, threads, domainSettling::run);
    this.domains =
        new ScopeLanes<>(
            limits.queueMax(), threads, (domain, batch) -> work(domainWork, domain, batch));
    this.accounts = new ScopeLanes<>(limits.queueMax(), threads, accountWork::run);
  }

  private Turn<PendingChange<?>> work(
      DomainWork work, DomainId domain, List<PendingChange<?>> batch) {
    boolean urgent = batch.stream().anyMatch(PendingChange::urgent);
    return work.run(domain, batch, settling::put, () -> !urgent && domains.urgentWaits(domain));
  }

  @Override
  public <T> CompletionStage<Changed<T>> submit(
      DomainId domain, ChangeRequest<T> request, Change<T> change) {
    CompletableFuture<Changed<T>> stage = new CompletableFuture<>();
    try {
      domains.submit(domain, new PendingChange<>(request, change, stage, System.nanoTime()));
    } catch (Failure busy) {
      stage.completeExceptionally(busy);
    }
    return stage;
  }

  @Override
  public <T> CompletionStage<Changed<T>> submitAccount(
      AccountId account, ChangeRequest<T> request, AccountChange<T> change) {
    CompletableFuture<Changed<T>> stage = new CompletableFuture<>();
    try {
      accounts.submit(
          account, new AccountWork.Pending<>(request, change, stage, System.nanoTime()));
    } catch (Failure busy) {
      stage.completeExceptionally(busy);
    }
    return stage;
  }

  /** Takes no more changes, and returns when those that wait are done. */
  @Override
  public void close() {
    try {
      if (!domains.close(DRAIN_MAX) || !settling.close(DRAIN_MAX) || !accounts.close(DRAIN_MAX)) {
        LOG.warn("some membership changes were not finished before the shutdown");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
