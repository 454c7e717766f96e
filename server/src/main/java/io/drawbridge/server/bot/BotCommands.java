package io.drawbridge.server.bot;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.platform.Platform;

/** The commands about bots, ready to be registered. */
public final class BotCommands implements Feature {
  private final CreateBot create;
  private final RotateBotToken rotate;
  private final RevokeBot revoke;

  /** {@code key} is the installation's key, from which API tokens are derived. */
  public BotCommands(
      Platform platform, AccessGate gate, Changes changes, byte[] key, CredentialNotices notices) {
    SecurityLog security = platform.security();
    BotEnding ending = new BotEnding(changes);
    ApiTokens tokens = new ApiTokens(key);
    BotTokens created = new BotTokens(platform.database(), tokens);
    this.create = new CreateBot(gate, changes, platform.ids(), tokens, notices, security, created);
    this.rotate = new RotateBotToken(gate, changes, tokens, ending, notices, created);
    this.revoke = new RevokeBot(gate, changes, ending, security);
  }

  @Override
  public void register(Commands commands) {
    commands.on(WorkspaceCommand.CreateBot.class, create);
    commands.on(WorkspaceCommand.RotateBotToken.class, rotate);
    commands.on(WorkspaceCommand.RevokeBot.class, revoke);
  }
}
