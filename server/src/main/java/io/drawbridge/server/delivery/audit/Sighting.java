package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The answer to a look, and the epoch of the domain in whose snapshot it was read.
 *
 * @param <R> what it answers
 */
public record Sighting<R extends Result>(R result, long epoch) {
  /** The same for somebody who runs the workspace, for as long as they do. */
  public CompletionStage<Answer<R>> to(DomainId domain) {
    return CompletableFuture.completedStage(Answer.of(new Tag.Admin(domain, epoch), result));
  }
}
