package io.drawbridge.server.erase;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.result.SeatResult.PersonErased;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.audit.chain.SealRecords;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.JoinedReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.erase.PartOfErasure.Erased;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.erase_person}: ends all that somebody from outside has in a workspace and erases
 * what it knows of them (G-9, D15). It is cut into parts, each a change of its own that looks again
 * at what is left; a repeated command goes on where the earlier one stopped.
 */
final class ErasePerson implements Handler<SeatCommand.ErasePerson, PersonErased> {
  private final AccessGate gate;
  private final Changes changes;
  private final People people;
  private final SealRecords seal;
  private final PartOfErasure parts;

  ErasePerson(
      AccessGate gate, Changes changes, People people, SealRecords seal, PartOfErasure parts) {
    this.gate = gate;
    this.changes = changes;
    this.people = people;
    this.seal = seal;
    this.parts = parts;
  }

  @Override
  public CompletionStage<Answer<PersonErased>> handle(
      Caller caller, SeatCommand.ErasePerson command) {
    WorkspacePermit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.ERASE);
    // Words can go only from records whose hash is in the chain.
    seal.all();
    return changes
        .inParts(
            permit,
            command,
            Erased.class,
            (tx, _) -> {
              tx.beforeAnswer(() -> people.forget(command.person()));
              return parts.ofWorkspace(tx, command);
            })
        .thenApply(done -> Answer.own(answer(done)));
  }

  private static PersonErased answer(List<Changed<Erased>> done) {
    List<Erased> parts = done.stream().map(Changed::value).toList();
    return new PersonErased(
        parts.stream().mapToInt(Erased::grants).sum(),
        parts.stream().mapToInt(Erased::invitations).sum(),
        parts.stream().mapToInt(Erased::requests).sum(),
        parts.stream().mapToInt(Erased::messages).sum(),
        JoinedReceipt.of(done, true));
  }
}
