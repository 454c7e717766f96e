package io.drawbridge.server.bot;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code bot.revoke}: ends a bot, its token, its seat and its sessions. */
final class RevokeBot implements Handler<WorkspaceCommand.RevokeBot, Receipt> {
  private final AccessGate gate;
  private final Changes changes;
  private final BotEnding ending;
  private final SecurityLog security;

  RevokeBot(AccessGate gate, Changes changes, BotEnding ending, SecurityLog security) {
    this.gate = gate;
    this.changes = changes;
    this.ending = ending;
    this.security = security;
  }

  @Override
  public CompletionStage<Answer<Receipt>> handle(
      Caller caller, WorkspaceCommand.RevokeBot command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), WorkspaceAction.CREATE_BOT);
    return changes
        .run(
            permit,
            command,
            Boolean.class,
            tx -> {
              if (!ending.end(tx, command.bot())) {
                throw Failure.notFound();
              }
              return true;
            })
        .thenCompose(changed ->
            ending
                .endSessions(caller, command, List.of(command.bot()))
                .thenApply(done -> {
                  security.record(
                      SecurityEvent.BOT_REVOKED,
                      Fact.account(command.bot()),
                      Fact.by(caller.account()),
                      Fact.workspace(command.workspace()));
                  return Answer.own(changed.receipt().orElseThrow());
                }));
  }
}
