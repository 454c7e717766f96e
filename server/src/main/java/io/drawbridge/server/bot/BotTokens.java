package io.drawbridge.server.bot;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.WorkspaceResult.BotCreated;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.db.Database;

/** Shows a bot's token to the person who has just made it. */
final class BotTokens {
  private final Database database;
  private final ApiTokens tokens;
  private final BotStore store = new BotStore();

  BotTokens(Database database, ApiTokens tokens) {
    this.database = database;
    this.tokens = tokens;
  }

  BotCreated of(AccountId bot, long version) {
    return new BotCreated(
        bot,
        new Secret(tokens.of(bot, version).text()),
        database.query(handle -> store.tokenExpiry(handle, bot)));
  }
}
