package io.drawbridge.server.account.link;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells what a link is for. Changes nothing, since mail scanners open links before people do. */
public final class ShowLink implements OpenHandler<AccountCommand.ShowLink, LinkShown> {
  private final Database database;
  private final LinkUses uses;

  public ShowLink(Database database, LinkUses uses) {
    this.database = database;
    this.uses = uses;
  }

  @Override
  public CompletionStage<Answer<LinkShown>> handle(
      ClientAddress address, AccountCommand.ShowLink command) {
    LinkShown shown =
        database.read(handle -> {
          HeldLink held = HeldLink.find(handle, uses, command.token());
          return held.use().show(handle, held.link());
        });
    return CompletableFuture.completedStage(Answer.own(shown));
  }
}
