package io.drawbridge.server.account.link;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.result.AccountResult.LinkAccepted;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Accepts the invitation of a link as the person who is signed in; the link is good once. */
public final class AcceptLink implements Handler<AccountCommand.AcceptLink, LinkAccepted> {
  private final Database database;
  private final OneTimeTokenStore tokens;
  private final Map<LinkKind, LinkUse> uses;

  public AcceptLink(Database database, OneTimeTokenStore tokens, Map<LinkKind, LinkUse> uses) {
    this.database = database;
    this.tokens = tokens;
    this.uses = Map.copyOf(uses);
  }

  @Override
  public CompletionStage<Answer<LinkAccepted>> handle(
      Caller caller, AccountCommand.AcceptLink command) {
    OneTimeSecret token = new OneTimeSecret(command.token().value());
    OneTimeTokenStore.Link link =
        database.query(handle -> tokens.find(handle, token)).orElseThrow(LinkUse::spent);
    return Optional.ofNullable(uses.get(link.kind()))
        .orElseThrow(LinkUse::spent)
        .accept(token, link, caller)
        .thenApply(used -> Answer.own(new LinkAccepted(used.conversation(), used.workspace())));
  }
}
