package io.drawbridge.server.session;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.link.DomainId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A gate with one domain: it has a version and an epoch, and refuses what the test names. */
final class SteeredGate implements EgressGate {
  static final DomainId DOMAIN = new DomainId(7);

  final Set<ConversationId> refused = new HashSet<>();
  final List<Runnable> waiting = new ArrayList<>();
  long version = 1;
  long epoch = 100;
  int judged;

  /** Content at or below this position is refused. */
  long floor;

  void advanceTo(long next) {
    epoch = next;
    version++;
    List<Runnable> due = List.copyOf(waiting);
    waiting.clear();
    due.forEach(Runnable::run);
  }

  @Override
  public Verdict judge(AccountId reader, Tag tag) {
    judged++;
    return switch (tag) {
      case Tag.Content content ->
          content.pos() <= floor ? Verdict.DROP : judge(content.needs(), content.conversation());
      case Tag.Conversation fact -> judge(fact.needs(), fact.conversation());
      case Tag.Seat seat -> seat.needs() > epoch ? Verdict.HOLD : Verdict.ALLOW;
      case Tag.Owner seat -> seat.needs() > epoch ? Verdict.HOLD : Verdict.ALLOW;
      case Tag.Admin seat -> seat.needs() > epoch ? Verdict.HOLD : Verdict.ALLOW;
      case Tag.InCharge fact -> judge(fact.needs(), fact.conversation());
      case Tag.Own _ -> Verdict.ALLOW;
    };
  }

  private Verdict judge(long needs, ConversationId conversation) {
    if (needs > epoch) {
      return Verdict.HOLD;
    }
    return refused.contains(conversation) ? Verdict.DROP : Verdict.ALLOW;
  }

  @Override
  public long version(DomainId domain) {
    return version;
  }

  @Override
  public void whenReached(DomainId domain, long needed, Runnable task) {
    waiting.add(task);
  }
}
