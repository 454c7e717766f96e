package io.drawbridge.server.bot;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.observe.SecurityLog;

/** The commands about bots, ready to be registered. */
public final class BotCommands {
  private final CreateBot create;
  private final RotateBotToken rotate;
  private final RevokeBot revoke;

  /** {@code key} is the installation's key, from which API tokens are derived. */
  public BotCommands(
      AccessGate gate,
      Changes changes,
      Database database,
      Ids ids,
      byte[] key,
      BotEnding ending,
      CredentialNotices notices,
      SecurityLog security) {
    ApiTokens tokens = new ApiTokens(key);
    BotTokens created = new BotTokens(database, tokens);
    this.create = new CreateBot(gate, changes, ids, tokens, notices, security, created);
    this.rotate = new RotateBotToken(gate, changes, tokens, ending, notices, created);
    this.revoke = new RevokeBot(gate, changes, ending, security);
  }

  public void register(Commands commands) {
    commands.on(WorkspaceCommand.CreateBot.class, create);
    commands.on(WorkspaceCommand.RotateBotToken.class, rotate);
    commands.on(WorkspaceCommand.RevokeBot.class, revoke);
  }
}
