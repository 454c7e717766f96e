package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.link.DomainId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The egress gate as one reader's outbox asks it. Within one drain a domain's version is read once:
 * a fence runs on the same loop, so it runs before or after the drain and never amid it.
 */
public final class Judge {
  private static final Logger log = LoggerFactory.getLogger(Judge.class);
  private static final DomainId NONE = new DomainId(0);

  private final EgressGate gate;
  private final AccountId reader;
  private DomainId domain = NONE;
  private long version;

  public Judge(EgressGate gate, AccountId reader) {
    this.gate = gate;
    this.reader = reader;
  }

  /** Starts a drain: what was read before is read again. */
  public void begin() {
    domain = NONE;
  }

  /** Judges a shared frame whose reader was found entitled at a version of the view. */
  public Verdict judge(Tag tag, long entitledAt) {
    if (entitledAt >= 0 && entitledAt == versionOf(tag)) {
      return Verdict.ALLOW;
    }
    return judge(tag);
  }

  /** Judges one piece; a gate that fails means no. */
  public Verdict judge(Tag tag) {
    try {
      return gate.judge(reader, tag);
    } catch (RuntimeException bug) {
      log.atError().setCause(bug).addKeyValue("account", reader).log("egress gate failed");
      return Verdict.DROP;
    }
  }

  /** Runs the task once the view can judge the tag. */
  public void whenJudgeable(Tag tag, Runnable task) {
    switch (tag) {
      case Tag.Content content -> gate.whenReached(content.domain(), content.needs(), task);
      case Tag.Conversation fact -> gate.whenReached(fact.domain(), fact.needs(), task);
      case Tag.Seat seat -> gate.whenReached(seat.domain(), seat.needs(), task);
      case Tag.Owner own -> gate.whenReached(own.domain(), own.needs(), task);
      case Tag.Admin fact -> gate.whenReached(fact.domain(), fact.needs(), task);
      case Tag.InCharge fact -> gate.whenReached(fact.domain(), fact.needs(), task);
      case Tag.Own _ -> throw new IllegalStateException("an own fact never waits");
    }
  }

  private long versionOf(Tag tag) {
    return switch (tag) {
      case Tag.Content content -> version(content.domain());
      case Tag.Conversation fact -> version(fact.domain());
      case Tag.Seat seat -> version(seat.domain());
      case Tag.Owner own -> version(own.domain());
      case Tag.Admin fact -> version(fact.domain());
      case Tag.InCharge fact -> version(fact.domain());
      case Tag.Own _ -> Long.MIN_VALUE;
    };
  }

  private long version(DomainId asked) {
    if (!asked.equals(domain)) {
      version = gate.version(asked);
      domain = asked;
    }
    return version;
  }
}
