package io.drawbridge.server.delivery;

import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.delivery.MembershipLanes.Change;
import io.drawbridge.server.delivery.MembershipLanes.Changed;
import io.drawbridge.server.delivery.MembershipLanes.Idempotent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One change on its way through its domain's lane, and who waits for it. */
record PendingChange<T>(
    Optional<Permit> permit,
    AccountId actor,
    Optional<Idempotent<T>> once,
    Change<T> change,
    CompletableFuture<Changed<T>> stage,
    long submittedNanos)
    implements ScopeLanes.Awaited {

  @Override
  public void fail(Throwable why) {
    stage.completeExceptionally(why);
  }

  @SuppressWarnings(
      "unchecked") // the value is what this change returned, or its answer type read back
  void complete(Object value, long epoch, Optional<Receipt> receipt) {
    stage.complete(new Changed<>((T) value, epoch, receipt));
  }
}
