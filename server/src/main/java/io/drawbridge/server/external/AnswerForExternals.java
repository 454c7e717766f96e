package io.drawbridge.server.external;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.result.ExternalResult.ExternalsKept;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Dated;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.guest.Guests;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/**
 * {@code external.hand_over} and {@code external.confirm}: lets somebody answer for externals, one
 * of them or thousands (N-12). Each grant is judged under the lock. Goes through them part by part,
 * in the order of the people's ids, so that nobody who writes waits for all of it; a repeated
 * command goes on where the earlier one stopped.
 */
final class AnswerForExternals {
  /** Guests of one command; the rest of so many another command finds. */
  private static final int GUESTS_MAX = 1_000;

  private final AccessGate gate;
  private final Changes changes;
  private final SelectedGrantStore store = new SelectedGrantStore();
  private final Guests guests = new Guests();

  AnswerForExternals(AccessGate gate, Changes changes) {
    this.gate = gate;
    this.changes = changes;
  }

  /** Writes the other terms of some grants. */
  private interface Terms {
    Dated write(ChangeTransaction tx, List<Ended> links);
  }

  CompletionStage<Answer<ExternalsKept>> handOver(Caller caller, ExternalCommand.HandOver command) {
    return answer(
        right(caller, command.workspace(), command.which()),
        command,
        command.which(),
        (tx, links) -> tx.memberships().handOver(tx.at(), links, command.to()),
        tx -> guests(tx, command));
  }

  CompletionStage<Answer<ExternalsKept>> confirm(Caller caller, ExternalCommand.Confirm command) {
    return answer(
        right(caller, command.workspace(), command.which()),
        command,
        command.which(),
        (tx, links) -> tx.memberships().confirm(tx.at(), links),
        _ -> 0);
  }

  private <C extends Command<?> & Mutation> CompletionStage<Answer<ExternalsKept>> answer(
      Permit permit,
      C command,
      ExternalSelection which,
      Terms terms,
      ToIntFunction<ChangeTransaction> strangers) {
    return changes
        .inParts(
            permit,
            command,
            GrantPart.class,
            (tx, before) -> {
              int guests = before.isPresent() ? 0 : strangers.applyAsInt(tx);
              return part(tx, which, before.flatMap(GrantPart::end), terms).andGuests(guests);
            })
        .thenApply(parts -> {
          GrantPart all = GrantPart.sum(parts);
          return Answer.own(new ExternalsKept(all.grants(), all.kept(), all.firstKept()));
        });
  }

  /**
   * Guests who are meant go to a successor who may invite some; else they stay with who had them.
   */
  private int guests(ChangeTransaction tx, ExternalCommand.HandOver command) {
    Decision may =
        gate.decide(
            tx.handle(),
            command.to(),
            command.workspace(),
            WorkspaceAction.INVITE_GUEST,
            Optional.empty());
    return may.equals(Decision.ALLOWED)
        ? guests.handOver(tx, command.which(), command.to(), GUESTS_MAX)
        : 0;
  }

  private GrantPart part(
      ChangeTransaction tx, ExternalSelection which, Optional<Ended> after, Terms terms) {
    List<Ended> links = store.own(tx.handle(), tx.at().domain(), which, after, GrantPart.SIZE);
    Dated done = terms.write(tx, links);
    tx.restated(done.links());
    return GrantPart.of(links, done, 0);
  }

  /**
   * The right to look for these at all; what may be done with each is asked as it comes. What is
   * chosen by something else than grants, one's own and a conversation is a matter of admins, so
   * that nobody learns from the time it takes what there is.
   */
  private Permit right(Caller caller, WorkspaceId workspace, ExternalSelection which) {
    return switch (which) {
      case ExternalSelection.Grants _ ->
          gate.workspace(caller, workspace, WorkspaceAction.ANSWER_FOR_EXTERNALS);
      case ExternalSelection.OfInviter(var inviter) when inviter.equals(caller.account()) ->
          gate.workspace(caller, workspace, WorkspaceAction.ANSWER_FOR_EXTERNALS);
      case ExternalSelection.OfConversation(var conversation) -> {
        Permit permit =
            gate.manage(caller, conversation, Action.Manage.MANAGE_INVITATIONS, Optional.empty());
        if (!permit.domain().equals(DomainId.of(workspace))) {
          throw Failure.notFound();
        }
        yield permit;
      }
      case ExternalSelection.OfInviter _,
          ExternalSelection.OfPerson _,
          ExternalSelection.OfMailDomain _ ->
          gate.workspace(caller, workspace, WorkspaceAction.END_EXTERNALS);
    };
  }
}
