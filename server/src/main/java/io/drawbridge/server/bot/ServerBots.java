package io.drawbridge.server.bot;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;

/**
 * Makes bots that the server itself speaks for, such as those of webhooks. They are bots as any: an
 * admin may end them or give them a token, and they end with their owner's seat.
 */
public final class ServerBots {
  private final BotStore store = new BotStore();

  /**
   * Makes one without a seat.
   *
   * @param unknown a token that nobody is told
   * @throws Failure {@code limit_reached} if the workspace has as many bots as it may have
   */
  public void insert(
      ChangeTransaction tx, AccountId bot, String name, AccountId owner, OneTimeSecret unknown) {
    WorkspaceId workspace = new WorkspaceId(tx.at().domain().value());
    requireRoom(tx, workspace);
    store.insert(tx, bot, name, workspace, owner, unknown, Optional.empty());
  }

  /** Refuses another bot where there are enough, under the lock. */
  void requireRoom(ChangeTransaction tx, WorkspaceId workspace) {
    if (store.countLive(tx.at().handle(), workspace) >= CreateBot.BOTS_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "bots in this workspace: %d (limit: %d)"
              .formatted(CreateBot.BOTS_MAX, CreateBot.BOTS_MAX));
    }
  }
}
