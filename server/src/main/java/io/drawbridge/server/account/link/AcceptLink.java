package io.drawbridge.server.account.link;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.AccountResult.LinkAccepted;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Accepts the invitation of a link as the person who is signed in; the link is good once. */
public final class AcceptLink implements Handler<AccountCommand.AcceptLink, LinkAccepted> {
  private final Database database;
  private final LinkUses uses;

  public AcceptLink(Database database, LinkUses uses) {
    this.database = database;
    this.uses = uses;
  }

  @Override
  public CompletionStage<Answer<LinkAccepted>> handle(
      Caller caller, AccountCommand.AcceptLink command) {
    HeldLink held = database.query(handle -> HeldLink.find(handle, uses, command.token()));
    return held.use()
        .accept(held.token(), held.link(), caller)
        .thenApply(used -> Answer.own(new LinkAccepted(used.conversation(), used.workspace())));
  }
}
