package io.drawbridge.server.workspace.policy;

import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.result.PolicyResult.Policies;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.PolicyGate;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code policy.show}: shows what is set and in force. */
final class ShowPolicy implements Handler<PolicyCommand.Show, Policies> {
  private final AccessGate gate;
  private final PolicyGate policies;

  ShowPolicy(AccessGate gate, PolicyGate policies) {
    this.gate = gate;
    this.policies = policies;
  }

  @Override
  public CompletionStage<Answer<Policies>> handle(Caller caller, PolicyCommand.Show command) {
    PolicyGate.Shown shown =
        command
            .conversation()
            .map(conversation -> policies.show(gate.read(caller, conversation)))
            .orElseGet(() ->
                policies.show(
                    gate.workspace(
                        caller, command.workspace().orElseThrow(), WorkspaceAction.SEE_POLICIES)));
    return CompletableFuture.completedStage(Answer.of(shown.tag(), new Policies(shown.view())));
  }
}
