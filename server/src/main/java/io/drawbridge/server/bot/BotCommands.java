package io.drawbridge.server.bot;

import io.drawbridge.protocol.frame.WorkspaceCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.session.Commands;
import io.drawbridge.server.session.RequestKeys;

/** The commands about bots, ready to be registered. */
public final class BotCommands {
  private final CreateBot create;
  private final RevokeBot revoke;

  /** {@code key} is the installation's key, from which API tokens are derived. */
  public BotCommands(
      AccessGate gate,
      MembershipLanes lanes,
      Ids ids,
      byte[] key,
      BotEnding ending,
      RequestKeys keys) {
    this.create = new CreateBot(gate, lanes, ids, new ApiTokens(key), keys);
    this.revoke = new RevokeBot(gate, lanes, ending, keys);
  }

  public void register(Commands commands) {
    commands.on(WorkspaceCommand.CreateBot.class, create);
    commands.on(WorkspaceCommand.RevokeBot.class, revoke);
  }
}
