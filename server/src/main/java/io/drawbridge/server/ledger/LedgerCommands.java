package io.drawbridge.server.ledger;

import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.LedgerResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.audit.Sighting;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * {@code ledger.of_message}, {@code ledger.of_person}, {@code ledger.why}, {@code ledger.purges}:
 * for those who run a workspace, whatever conversations they themselves are in (N-4, N-6).
 */
public final class LedgerCommands implements Feature {
  private final AccessGate gate;
  private final Ledger ledger;

  public LedgerCommands(Platform platform, AccessGate gate, PrivilegedReads reads) {
    this.gate = gate;
    this.ledger = new Ledger(platform.database(), reads);
  }

  @Override
  public void register(Commands commands) {
    commands.on(
        LedgerCommand.OfMessage.class,
        (caller, asked) ->
            answer(caller, asked.workspace(), looker -> ledger.ofMessage(looker, asked)));
    commands.on(
        LedgerCommand.OfPerson.class,
        (caller, asked) ->
            answer(caller, asked.workspace(), looker -> ledger.ofPerson(looker, asked)));
    commands.on(
        LedgerCommand.Why.class,
        (caller, asked) -> answer(caller, asked.workspace(), looker -> ledger.why(looker, asked)));
    commands.on(
        LedgerCommand.Purges.class,
        (caller, asked) ->
            answer(caller, asked.workspace(), looker -> ledger.purges(looker, asked)));
  }

  private <R extends LedgerResult> CompletionStage<Answer<R>> answer(
      Caller caller, WorkspaceId workspace, Function<Looker, Sighting<R>> look) {
    WorkspacePermit permit = gate.workspace(caller, workspace, WorkspaceAction.SEE_LEDGER);
    return look.apply(Looker.of(caller)).to(permit.domain());
  }
}
