package io.drawbridge.server.inbox;

import io.drawbridge.server.access.Permit.ReadPermit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The marks of one person in one conversation on their way to the disk. Guarded by the lane. */
final class MarkerMove {
  private ReadPermit permit;
  private long read;
  private long delivered;
  private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>(1);

  MarkerMove(ReadPermit permit) {
    this.permit = permit;
  }

  /** Takes another move of the same marks along: marks only go forward. */
  CompletableFuture<Boolean> merge(ReadPermit newer, long newRead, long newDelivered) {
    permit = newer;
    read = Math.max(read, newRead);
    delivered = Math.max(delivered, newDelivered);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    waiting.add(done);
    return done;
  }

  ReadPermit permit() {
    return permit;
  }

  long read() {
    return read;
  }

  long delivered() {
    return delivered;
  }

  void complete(boolean moved) {
    waiting.forEach(done -> done.complete(moved));
  }

  void fail(Throwable problem) {
    waiting.forEach(done -> done.completeExceptionally(problem));
  }
}
