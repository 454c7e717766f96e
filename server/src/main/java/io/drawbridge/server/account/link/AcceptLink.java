package io.drawbridge.server.account.link;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.AccountResult.LinkAccepted;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Accepts the invitation of a link as the person who is signed in; the link is good once. */
public final class AcceptLink implements Handler<AccountCommand.AcceptLink, LinkAccepted> {
  private final Database database;
  private final OneTimeTokenStore tokens = new OneTimeTokenStore();
  private final LinkUses uses;

  public AcceptLink(Database database, LinkUses uses) {
    this.database = database;
    this.uses = uses;
  }

  @Override
  public CompletionStage<Answer<LinkAccepted>> handle(
      Caller caller, AccountCommand.AcceptLink command) {
    OneTimeSecret token = new OneTimeSecret(command.token().value());
    OneTimeTokenStore.Link link =
        database.query(handle -> tokens.find(handle, token)).orElseThrow(LinkUse::spent);
    return uses.of(link.kind())
        .orElseThrow(LinkUse::spent)
        .accept(token, link, caller)
        .thenApply(used -> Answer.own(new LinkAccepted(used.conversation(), used.workspace())));
  }
}
