package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.MembershipLanes.Change;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.delivery.log.Idempotent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One change on its way through its domain's lane, and who waits for it. */
record PendingChange<T>(
    ChangeRequest<T> request,
    Change<T> change,
    CompletableFuture<Changed<T>> stage,
    long submittedNanos)
    implements ScopeLanes.Awaited {

  Optional<Permit> permit() {
    return request.permit();
  }

  Optional<Idempotent<T>> once() {
    return request.once();
  }

  /** Returns whether it goes first: what takes something away does not wait for what gives. */
  @Override
  public boolean urgent() {
    return permit().filter(Permit::takesAway).isPresent();
  }

  @Override
  public ScopeLanes.Order order() {
    return new ScopeLanes.Order(
        request.inNameOf(),
        permit()
            .filter(Permit.OnConversation.class::isInstance)
            .map(Permit.OnConversation.class::cast)
            .map(right -> right.conversation().id()));
  }

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
