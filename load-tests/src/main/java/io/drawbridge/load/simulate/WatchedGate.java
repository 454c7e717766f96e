package io.drawbridge.load.simulate;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.link.DomainId;
import java.util.function.LongSupplier;

/** The egress gate of a node, whose refusals are judged. */
final class WatchedGate implements EgressGate {
  private final EgressGate gate;
  private final Promise promise;
  private final String node;
  private final LongSupplier epoch;

  /**
   * The gate of a node.
   *
   * @param epoch that its view has reached
   */
  WatchedGate(EgressGate gate, Promise promise, String node, LongSupplier epoch) {
    this.gate = gate;
    this.promise = promise;
    this.node = node;
    this.epoch = epoch;
  }

  @Override
  public boolean open() {
    return gate.open();
  }

  @Override
  public Verdict judge(AccountId reader, Tag tag) {
    Verdict verdict = gate.judge(reader, tag);
    if (verdict == Verdict.DROP && tag instanceof Tag.Content content) {
      promise.refused(node, reader, content, epoch.getAsLong());
    }
    return verdict;
  }

  @Override
  public long version(DomainId domain) {
    return gate.version(domain);
  }

  @Override
  public void whenReached(DomainId domain, long epoch, Runnable task) {
    gate.whenReached(domain, epoch, task);
  }
}
