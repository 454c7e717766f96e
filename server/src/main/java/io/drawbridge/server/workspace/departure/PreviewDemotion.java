package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SeatResult.DemotionPreview;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.preview_demote}: rehearses {@code workspace.demote} and tells what came of it
 * (N-5), so that it cannot tell another story.
 */
final class PreviewDemotion implements Handler<SeatCommand.PreviewDemote, DemotionPreview> {
  private static final int FIRST_MAX = 200;

  private final DemoteMember demote;
  private final Changes changes;
  private final Demotion demotion;
  private final PrivilegedReads reads;
  private final DepartureStore store;

  PreviewDemotion(
      DemoteMember demote,
      Changes changes,
      Demotion demotion,
      PrivilegedReads reads,
      DepartureStore store) {
    this.demote = demote;
    this.changes = changes;
    this.demotion = demotion;
    this.reads = reads;
    this.store = store;
  }

  @Override
  public CompletionStage<Answer<DemotionPreview>> handle(
      Caller caller, SeatCommand.PreviewDemote command) {
    WorkspacePermit permit =
        demote.permit(caller, command.workspace(), command.person(), command.keep());
    reads.note(caller, command.type(), command.workspace(), Optional.of(command.person()));
    return changes.rehearse(
        permit,
        SeatCommand.PreviewDemote.class,
        tx ->
            Answer.of(
                new Tag.Seat(permit.domain(), tx.at().epoch() - 1),
                preview(tx, caller.account(), command)));
  }

  private DemotionPreview preview(
      ChangeTransaction tx, AccountId reader, SeatCommand.PreviewDemote command) {
    Map<ConversationId, Boolean> before =
        store.reached(tx.handle(), tx.at().domain(), command.person());
    Demotion.Made made = demotion.make(tx, command.person(), command.keep());
    Map<ConversationId, Boolean> after =
        store.reached(tx.handle(), tx.at().domain(), command.person());
    List<ConversationId> first =
        before.entrySet().stream()
            .filter(place -> !after.containsKey(place.getKey()))
            .sorted(
                Comparator.comparing(
                        (Map.Entry<ConversationId, Boolean> place) -> !place.getValue())
                    .thenComparingLong(place -> place.getKey().value()))
            .map(Map.Entry::getKey)
            .limit(FIRST_MAX)
            .toList();
    return new DemotionPreview(
        made.kept(),
        made.refused(),
        made.lost(),
        store.describe(tx.handle(), reader, first, before),
        made.bots().size(),
        tx.memberships().room(tx.at()) instanceof Decision.Refused);
  }
}
