package io.drawbridge.server.hold;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import io.drawbridge.protocol.result.AuditResult.Hold;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * {@code hold.place}: from this change on nothing is destroyed of what somebody writes, or of a
 * conversation. It waits for the domain's lock, so no edit or deletion is half before it.
 */
final class PlaceHold implements Handler<AuditCommand.PlaceHold, Hold> {
  private final AccessGate gate;
  private final Changes changes;
  private final Ids ids;
  private final HoldStore store = new HoldStore();

  PlaceHold(AccessGate gate, Changes changes, Ids ids) {
    this.gate = gate;
    this.changes = changes;
    this.ids = ids;
  }

  @Override
  public CompletionStage<Answer<Hold>> handle(Caller caller, AuditCommand.PlaceHold command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.HOLD);
    return changes
        .run(permit, command, HoldView.class, tx -> place(tx, command))
        .thenApply(changed -> Answer.own(new Hold(changed.value())));
  }

  private HoldView place(ChangeTransaction tx, AuditCommand.PlaceHold command) {
    DomainId domain = tx.at().domain();
    boolean there =
        command.conversation().map(it -> store.stands(tx.handle(), domain, it)).orElse(true)
            && command.person().map(it -> store.known(tx.handle(), domain, it)).orElse(true);
    if (!there) {
      throw Failure.notFound();
    }
    if (store.count(tx.handle(), domain) >= AuditCommand.PlaceHold.HOLDS_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "holds: %d stand (limit: %d)"
              .formatted(AuditCommand.PlaceHold.HOLDS_MAX, AuditCommand.PlaceHold.HOLDS_MAX));
    }
    HoldView placed =
        store
            .insert(
                tx,
                new HoldId(ids.next()),
                command.conversation(),
                command.person(),
                command.reason())
            .orElseThrow(
                () -> Failure.of(ErrorCode.CONFLICT, "such a hold stands already (expected: one)"));
    tx.wrote(AuditFact.made("hold", placed.id(), told(placed)));
    return placed;
  }

  /** What the audit tells of a hold; the reason stands in the record itself. */
  static Map<String, String> told(HoldView hold) {
    Map<String, String> told = new HashMap<>();
    hold.conversation()
        .map(ConversationId::value)
        .ifPresent(it -> told.put("conversation", Long.toString(it)));
    hold.person().ifPresent(it -> told.put("person", AuditFact.text(it)));
    return told;
  }
}
