package io.drawbridge.server.quota;

import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.append.Append;
import io.drawbridge.server.delivery.append.WriterLanes;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Writer lanes that count what goes through them: the one way by which features reach the lanes, so
 * that no content is written uncounted. What the lanes refuse is given back. A deletion is not
 * counted: somebody who has used up a quota may still take back what they wrote.
 */
public final class MeteredLanes implements WriterLanes {
  private final WriterLanes lanes;
  private final ContentQuota quota;
  private final AccessGate gate;

  public MeteredLanes(WriterLanes lanes, ContentQuota quota, AccessGate gate) {
    this.lanes = lanes;
    this.quota = quota;
    this.gate = gate;
  }

  /** {@inheritDoc} Looks up whether the author is external: on a virtual thread. */
  @Override
  public CompletionStage<Committed> append(PostPermit permit, Append append) {
    Optional<Amount> amount = append.written().map(text -> Amount.of(1, text));
    if (amount.isEmpty()) {
      return lanes.append(permit, append);
    }
    ConversationFacts facts = permit.conversation();
    Spent spent =
        quota.spend(
            permit.caller().account(),
            gate.external(facts, permit.caller().account()),
            facts.domain(),
            Optional.of(facts.id()),
            amount.get());
    return spent.unlessRefused(lanes.append(permit, append));
  }
}
