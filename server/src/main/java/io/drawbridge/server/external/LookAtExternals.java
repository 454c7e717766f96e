package io.drawbridge.server.external;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.delivery.audit.Sighting;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Looks at the externals of a workspace for those who run it, whatever conversations they
 * themselves are in: {@code external.list} (G-12, HAP-3, HAP-5 to 9, HAP-21, TS-20, TS-21), {@code
 * external.count} (G-23, TS-9, GLUE-5), {@code external.show}, which asks the paths that decide
 * about access and so cannot tell another story (HAP-19, N-6), and {@code workspace.externals}
 * (7.3). Of a conversation that the caller may not know the name of, they say the kind and no more.
 */
final class LookAtExternals {
  private final AccessGate gate;
  private final ExternalConsole console;

  LookAtExternals(AccessGate gate, ExternalConsole console) {
    this.gate = gate;
    this.console = console;
  }

  void register(Commands commands) {
    commands.on(
        ExternalCommand.ListExternals.class,
        (caller, asked) ->
            answer(caller, asked.workspace(), looker -> console.list(looker, asked)));
    commands.on(
        ExternalCommand.Count.class,
        (caller, asked) ->
            answer(caller, asked.workspace(), looker -> console.count(looker, asked)));
    commands.on(
        ExternalCommand.Show.class,
        (caller, asked) ->
            answer(caller, asked.workspace(), looker -> console.show(looker, asked)));
    commands.on(
        WorkspaceCommand.ListExternals.class,
        (caller, asked) ->
            answer(caller, asked.workspace(), looker -> console.grants(looker, asked)));
  }

  private <R extends Result> CompletionStage<Answer<R>> answer(
      Caller caller, WorkspaceId workspace, Function<Looker, Sighting<R>> look) {
    WorkspacePermit permit = gate.workspace(caller, workspace, WorkspaceAction.SEE_EXTERNALS);
    return look.apply(Looker.of(caller)).to(permit.domain());
  }
}
