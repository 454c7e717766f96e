package io.drawbridge.server.slash;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.slash.OfferStore.Offer;
import java.util.concurrent.CompletionStage;

/** {@code slash.register}: offers a command of a bot, or changes what is told of it. */
final class RegisterSlash implements Handler<WebhookCommand.RegisterSlash, Done> {
  private final BotsOwn own;
  private final Changes changes;
  private final OfferStore store = new OfferStore();

  RegisterSlash(BotsOwn own, Changes changes) {
    this.own = own;
    this.changes = changes;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, WebhookCommand.RegisterSlash command) {
    AccountId bot = command.bot().orElse(caller.account());
    WorkspacePermit permit = own.permit(caller, command.workspace(), bot);
    return changes
        .run(permit, command, Boolean.class, tx -> register(tx, permit, command, bot))
        .thenApply(_ -> Answer.own(new Done()));
  }

  private Boolean register(
      ChangeTransaction tx,
      WorkspacePermit permit,
      WebhookCommand.RegisterSlash command,
      AccountId bot) {
    Offer offer = own.offer(tx.handle(), permit, command.conversation(), bot, command.name());
    store.forgetEnded(tx.handle(), offer.domain());
    if (store.taken(tx.handle(), offer)) {
      throw Failure.of(ErrorCode.CONFLICT, "name: of another bot there (expected: another name)");
    }
    if (!store.alter(tx, offer, command.description(), command.usage())) {
      if (store.count(tx.handle(), bot) >= Limits.SLASH_COMMANDS_PER_BOT_MAX) {
        throw Failure.of(
            ErrorCode.LIMIT_REACHED,
            "slash commands of this bot: %d (limit: %d)"
                .formatted(Limits.SLASH_COMMANDS_PER_BOT_MAX, Limits.SLASH_COMMANDS_PER_BOT_MAX));
      }
      store.insert(tx, offer, command.description(), command.usage(), permit.caller().account());
    }
    return true;
  }
}
