package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Signs a bot in with the token that it was made with. */
public final class SignInBot implements OpenHandler<AccountCommand.SignInBot, Tokens> {
  private final Database database;
  private final BotStore bots;
  private final OpenSession open;
  private final SecurityLog security;

  public SignInBot(Database database, BotStore bots, OpenSession open, SecurityLog security) {
    this.security = security;
    this.database = database;
    this.bots = bots;
    this.open = open;
  }

  @Override
  public CompletionStage<Answer<Tokens>> handle(
      ClientAddress address, AccountCommand.SignInBot command) {
    OneTimeSecret token = new OneTimeSecret(command.apiToken().value());
    BotStore.Known bot =
        database.query(handle -> bots.find(handle, token)).orElseThrow(() -> refused(address));
    return open.open(
            new Proved(bot.account(), bot.credentials(), Proved.By.API_TOKEN, Optional.empty()),
            command.device())
        .thenApply(Answer::own);
  }

  private Failure refused(ClientAddress address) {
    security.record(
        SecurityEvent.SIGN_IN_FAILED, Fact.reason("api_token"), Fact.source(address.network()));
    return Failure.of(ErrorCode.SIGN_IN_FAILED, "the api_token is not valid");
  }
}
