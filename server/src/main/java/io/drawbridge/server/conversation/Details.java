package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.quota.Amount;
import io.drawbridge.server.quota.ContentQuota;
import io.drawbridge.server.quota.Spent;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Changes of a conversation's own row: its name, its state, its locks. They go the way of
 * membership changes, under the domain's lock, so that no send is decided by the old state.
 */
final class Details {
  private final AccessGate gate;
  private final ContentQuota quota;
  private final Changes changes;

  Details(AccessGate gate, ContentQuota quota, Changes changes) {
    this.gate = gate;
    this.quota = quota;
    this.changes = changes;
  }

  /**
   * Runs the change, which returns what it changed: the conversation and its backstage, or nothing.
   * Everybody in these hears of it.
   */
  <C extends Command<Done> & Mutation> CompletionStage<Answer<Done>> change(
      Caller caller,
      ManagePermit permit,
      C command,
      Function<ChangeTransaction, List<ConversationId>> change) {
    ConversationId conversation = permit.conversation().id();
    Spent spent =
        quota.spend(
            caller.account(),
            gate.external(permit.conversation(), caller.account()),
            permit.domain(),
            Optional.of(conversation),
            Amount.of(1, ""));
    return spent
        .unlessRefused(
            changes.run(
                permit,
                command,
                Done.class,
                tx -> {
                  tx.changed(change.apply(tx));
                  return new Done();
                }))
        .thenApply(changed -> Answer.own(changed.value()));
  }
}
