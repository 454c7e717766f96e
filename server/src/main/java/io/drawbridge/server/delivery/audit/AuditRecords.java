package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.change.ChangeStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the records of changes for the audit; {@link ChangeStore} writes them in the statement that
 * writes the log. Stateless.
 */
public final class AuditRecords {
  private final FrameCodec codec;

  public AuditRecords(FrameCodec codec) {
    this.codec = codec;
  }

  /**
   * The record of a change.
   *
   * @param conversation that it was about, where its command does not name one
   * @param person whom it was about, where its command does not name one
   */
  public AuditRecord of(
      ChangeRequest<?> request,
      Optional<ConversationId> conversation,
      Optional<AccountId> person,
      List<AuditFact> facts) {
    ChangeSubject subject = request.subject();
    return new AuditRecord(
        request.action(),
        Optional.of(request.actor()).filter(actor -> !actor.equals(ChangeRequest.SERVER)),
        request.session(),
        subject.workspace(),
        subject.conversation().or(() -> conversation),
        subject.person().or(() -> person),
        subject.group(),
        subject.address(),
        subject.reason(),
        json(facts, AuditFact::before),
        json(facts, AuditFact::after));
  }

  private String json(List<AuditFact> facts, Side side) {
    List<Map<String, String>> told = new ArrayList<>();
    for (AuditFact fact : facts) {
      if (!side.of(fact).isEmpty()) {
        Map<String, String> one = new TreeMap<>(side.of(fact));
        one.put("what", fact.what());
        told.add(one);
      }
    }
    return codec.json(told);
  }

  private interface Side {
    Map<String, String> of(AuditFact fact);
  }
}
