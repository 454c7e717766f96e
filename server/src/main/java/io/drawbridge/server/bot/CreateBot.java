package io.drawbridge.server.bot;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.WorkspaceResult.BotCreated;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.mail.CredentialChange;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** {@code bot.create}: makes a bot with a member's seat, owned by the caller. */
final class CreateBot implements Handler<WorkspaceCommand.CreateBot, BotCreated> {
  /** Bots of one workspace. */
  static final int BOTS_MAX = 200;

  static final long FIRST = 1;

  private final AccessGate gate;
  private final Changes changes;
  private final Ids ids;
  private final ApiTokens tokens;
  private final CredentialNotices notices;
  private final SecurityLog security;
  private final BotTokens created;
  private final BotStore store = new BotStore();

  CreateBot(
      AccessGate gate,
      Changes changes,
      Ids ids,
      ApiTokens tokens,
      CredentialNotices notices,
      SecurityLog security,
      BotTokens created) {
    this.gate = gate;
    this.changes = changes;
    this.ids = ids;
    this.tokens = tokens;
    this.notices = notices;
    this.security = security;
    this.created = created;
  }

  @Override
  public CompletionStage<Answer<BotCreated>> handle(
      Caller caller, WorkspaceCommand.CreateBot command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), WorkspaceAction.CREATE_BOT);
    AccountId fresh = new AccountId(ids.next());
    return changes
        .run(permit, command, AccountId.class, tx -> create(tx, caller, command, fresh))
        .thenApply(changed -> {
          security.record(
              SecurityEvent.BOT_CREATED,
              Fact.account(changed.value()),
              Fact.by(caller.account()),
              Fact.workspace(command.workspace()));
          notices.told(caller.account(), CredentialChange.BOT_TOKEN_MADE);
          return Answer.own(created.of(changed.value(), FIRST));
        });
  }

  private AccountId create(
      ChangeTransaction tx, Caller caller, WorkspaceCommand.CreateBot command, AccountId bot) {
    new ServerBots().requireRoom(tx, command.workspace());
    store.insert(
        tx,
        bot,
        command.name(),
        command.workspace(),
        caller.account(),
        tokens.of(bot, FIRST),
        command.expiresInDays());
    notices.botTokenMade(tx.at().handle(), caller.account(), bot);
    tx.memberships().seat(tx.at(), bot, WorkspaceRole.MEMBER);
    return bot;
  }
}
