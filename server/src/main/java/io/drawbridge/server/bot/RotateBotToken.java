package io.drawbridge.server.bot;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.WorkspaceResult.BotCreated;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.CredentialChange;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code bot.rotate_token}: gives a bot a new token. The old one is worth nothing from the commit
 * on, and what it opened ends before the answer.
 */
final class RotateBotToken implements Handler<WorkspaceCommand.RotateBotToken, BotCreated> {
  private final AccessGate gate;
  private final Changes changes;
  private final ApiTokens tokens;
  private final BotEnding ending;
  private final CredentialNotices notices;
  private final BotTokens created;
  private final BotStore store = new BotStore();

  RotateBotToken(
      AccessGate gate,
      Changes changes,
      ApiTokens tokens,
      BotEnding ending,
      CredentialNotices notices,
      BotTokens created) {
    this.gate = gate;
    this.changes = changes;
    this.tokens = tokens;
    this.ending = ending;
    this.notices = notices;
    this.created = created;
  }

  @Override
  public CompletionStage<Answer<BotCreated>> handle(
      Caller caller, WorkspaceCommand.RotateBotToken command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), WorkspaceAction.CREATE_BOT);
    AccountId bot = command.bot();
    return changes
        .run(permit, command, Long.class, tx -> rotate(tx, command))
        .thenCompose(changed ->
            ending
                .endSessions(caller, command, List.of(bot))
                .thenApply(done -> {
                  notices.told(bot, CredentialChange.BOT_TOKEN_MADE);
                  return Answer.own(created.of(bot, changed.value()));
                }));
  }

  private Long rotate(ChangeTransaction tx, WorkspaceCommand.RotateBotToken command) {
    Handle handle = tx.at().handle();
    AccountId bot = command.bot();
    if (!store.isLive(handle, command.workspace(), bot)) {
      throw Failure.notFound();
    }
    long version = store.nextToken(tx, bot, command.expiresInDays());
    store.setToken(handle, bot, tokens.of(bot, version));
    notices.botTokenMade(handle, store.owner(handle, bot), bot);
    return version;
  }
}
