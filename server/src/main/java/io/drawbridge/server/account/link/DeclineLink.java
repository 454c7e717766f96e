package io.drawbridge.server.account.link;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * Declines the invitation of a link for somebody who need not have an account; the link is good
 * once.
 */
public final class DeclineLink implements OpenHandler<AccountCommand.DeclineLink, Done> {
  private final Database database;
  private final LinkUses uses;

  public DeclineLink(Database database, LinkUses uses) {
    this.database = database;
    this.uses = uses;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      ClientAddress address, AccountCommand.DeclineLink command) {
    HeldLink held = database.query(handle -> HeldLink.find(handle, uses, command.token()));
    return held.use().decline(held.token(), held.link()).thenApply(Answer::own);
  }
}
