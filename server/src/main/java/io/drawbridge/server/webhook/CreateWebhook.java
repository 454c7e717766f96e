package io.drawbridge.server.webhook;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.WebhookResult.WebhookSecret;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.bot.ServerBots;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.webhook.stored.WebhookStore;
import io.drawbridge.server.webhook.stored.WebhookStore.Fresh;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code webhook.create}: makes an incoming webhook, with the bot that posts what comes by it. The
 * bot is owned by who makes the webhook, so it ends when they leave the workspace (Leak151); it
 * sees nothing of the past, and nobody can sign in as it.
 */
final class CreateWebhook implements Handler<WebhookCommand.Create, WebhookSecret> {
  static final long FIRST = 1;

  private final Platform platform;
  private final AccessGate gate;
  private final Changes changes;
  private final GivenSecrets given;
  private final WebhookRoom room = new WebhookRoom();
  private final ServerBots bots = new ServerBots();
  private final WebhookStore store = new WebhookStore();

  CreateWebhook(Platform platform, AccessGate gate, Changes changes, GivenSecrets given) {
    this.platform = platform;
    this.gate = gate;
    this.changes = changes;
    this.given = given;
  }

  @Override
  public CompletionStage<Answer<WebhookSecret>> handle(
      Caller caller, WebhookCommand.Create command) {
    ManagePermit manages =
        gate.manage(caller, command.conversation(), Action.Manage.MANAGE_HOOKS, Optional.empty());
    InvitePermit permit = gate.invite(caller, command.conversation(), Action.Invite.ADD_MEMBER);
    WebhookId fresh = new WebhookId(platform.ids().next());
    AccountId bot = new AccountId(platform.ids().next());
    return changes
        .run(
            permit,
            command,
            WebhookId.class,
            tx -> {
              gate.recheck(tx.at().handle(), manages);
              return create(tx, permit, command, fresh, bot);
            })
        .thenApply(changed -> {
          WebhookSecret made = given.of(changed.value(), FIRST);
          platform
              .security()
              .record(
                  SecurityEvent.BOT_CREATED,
                  Fact.account(made.bot().orElseThrow()),
                  Fact.by(caller.account()),
                  Fact.workspace(new WorkspaceId(permit.domain().value())));
          return Answer.own(made);
        });
  }

  private WebhookId create(
      ChangeTransaction tx,
      InvitePermit permit,
      WebhookCommand.Create command,
      WebhookId fresh,
      AccountId bot) {
    AccountId owner = permit.caller().account();
    room.require(tx, command.conversation());
    bots.insert(tx, bot, command.name(), owner, OneTimeSecret.fresh(platform.random()));
    tx.memberships().seat(tx.at(), bot, WorkspaceRole.MEMBER);
    tx.memberships()
        .add(
            tx.at(),
            tx.memberships().admit(tx.at(), command.conversation(), bot),
            new Terms(
                ConversationRole.MEMBER,
                tx.memberships().fromNow(tx.at()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    store.insertIncoming(tx, new Fresh(fresh, command.conversation(), owner, command.name()), bot);
    long _ = tx.event(command.conversation(), EventKind.JOINED, owner, Optional.of(bot.value()));
    return fresh;
  }
}
