package io.drawbridge.server.slash;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.slash.OfferStore.Offer;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The right to say what a bot offers: the bot's itself, its owner's, and that of those who make
 * bots (Leak145).
 */
final class BotsOwn {
  private final Database database;
  private final AccessGate gate;
  private final BotStore bots = new BotStore();

  BotsOwn(Database database, AccessGate gate) {
    this.database = database;
    this.gate = gate;
  }

  /** Proves it. Who does not make bots is not told whether there is such a one. */
  WorkspacePermit permit(Caller caller, WorkspaceId workspace, AccountId bot) {
    boolean own = database.query(handle -> own(handle, caller.account(), workspace, bot));
    return gate.workspace(
        caller, workspace, own ? WorkspaceAction.KEEP_OWN_BOT : WorkspaceAction.CREATE_BOT);
  }

  private boolean own(Handle handle, AccountId who, WorkspaceId workspace, AccountId bot) {
    return bots.isLive(handle, workspace, bot)
        && (who.equals(bot) || bots.owner(handle, bot).equals(who));
  }

  /**
   * What is offered, under the lock.
   *
   * @throws Failure {@code not_found} if there is no such bot, or it or the caller is not there
   */
  Offer offer(
      Handle underLock,
      WorkspacePermit permit,
      Optional<ConversationId> conversation,
      AccountId bot,
      String name) {
    AccountId who = permit.caller().account();
    boolean still =
        permit.action() == WorkspaceAction.KEEP_OWN_BOT
            ? own(underLock, who, permit.workspace(), bot)
            : bots.isLive(underLock, permit.workspace(), bot);
    if (!still) {
      throw Failure.notFound();
    }
    DomainId domain = permit.domain();
    conversation.ifPresent(it -> requireBoth(underLock, domain, it, who, bot));
    return new Offer(domain, conversation, bot, name);
  }

  private void requireBoth(
      Handle underLock,
      DomainId domain,
      ConversationId conversation,
      AccountId who,
      AccountId bot) {
    List<Asked> reading =
        List.of(
            new Asked(who, conversation, Action.Read.READ),
            new Asked(bot, conversation, Action.Read.READ));
    boolean both =
        gate.decideAll(underLock, reading).stream().allMatch(Decision.Allowed.class::isInstance);
    if (!both || !new PlaceStore().isOf(underLock, conversation, domain)) {
      throw Failure.notFound();
    }
  }
}
