package io.drawbridge.server.retention;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult.ConversationDeleted;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.JoinedReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.hold.HoldRefusalStore;
import io.drawbridge.server.retention.DeletionStore.Deletion;
import io.drawbridge.server.retention.PartOfDeletion.Part;
import io.drawbridge.server.session.outbox.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * {@code conversation.delete}: ends everybody's access through the fence, and answers; then all
 * content is deleted (G-27). The first part is decided by the right of who asks; the others follow
 * from it, whatever that person may by then.
 */
final class DeleteConversation implements Handler<ConversationCommand.Delete, ConversationDeleted> {
  private final AccessGate gate;
  private final Changes changes;
  private final PartOfDeletion parts;
  private final Deletions deletions;
  private final Executor threads;
  private final DeletionStore store = new DeletionStore();

  DeleteConversation(
      AccessGate gate,
      Changes changes,
      PartOfDeletion parts,
      Deletions deletions,
      Executor threads) {
    this.gate = gate;
    this.changes = changes;
    this.parts = parts;
    this.deletions = deletions;
    this.threads = threads;
  }

  /**
   * What the first part did, as a repeated command is told again: who asks may have no path there
   * any more.
   */
  record Begun(long domain, int threads) {}

  @Override
  public CompletionStage<Answer<ConversationDeleted>> handle(
      Caller caller, ConversationCommand.Delete command) {
    ChangeRequest<Begun> request = changes.request(caller, command, Begun.class);
    Optional<Begun> earlier = changes.earlier(request);
    if (earlier.isPresent()) {
      return rest(caller, command.conversation(), earlier.get(), List.of());
    }
    ManagePermit permit =
        gate.manage(caller, command.conversation(), Action.Manage.DELETE, Optional.empty());
    return changes
        .run(permit, command, Begun.class, tx -> begin(tx, caller, command))
        .thenCompose(first -> rest(caller, command.conversation(), first.value(), List.of(first)));
  }

  private Begun begin(ChangeTransaction tx, Caller caller, ConversationCommand.Delete command) {
    ConversationId conversation = command.conversation();
    Optional<String> name = store.name(tx.handle(), conversation, caller.account());
    if (!command.confirm().equals(conversation.toString())
        && !name.equals(Optional.of(command.confirm()))) {
      throw Failure.invalid("confirm: something else (expected: its name, or its id)");
    }
    int threads = store.begin(tx, conversation);
    if (store.keepsAny(tx.handle(), conversation)) {
      throw HoldRefusalStore.of(tx.handle(), tx.at().domain(), caller.account());
    }
    tx.changed(List.of(conversation));
    parts.end(tx, conversation, threads);
    return new Begun(tx.at().domain().value(), threads);
  }

  private CompletionStage<Answer<ConversationDeleted>> rest(
      Caller caller, ConversationId conversation, Begun begun, List<Changed<Begun>> first) {
    return deletions
        .end(new Deletion(conversation, new DomainId(begun.domain()), caller.account()))
        .thenApply(others -> {
          threads.execute(deletions::empty);
          return Answer.own(answer(begun, first, others));
        });
  }

  private static ConversationDeleted answer(
      Begun begun, List<Changed<Begun>> first, List<Changed<Part>> others) {
    List<Changed<?>> all = new ArrayList<>(first);
    all.addAll(others);
    return new ConversationDeleted(begun.threads(), JoinedReceipt.of(all, false));
  }
}
