package io.drawbridge.server.account;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.RequestKeys;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Changes the caller's name or status line. */
public final class UpdateAccount implements Handler<AccountCommand.Update, Done> {
  private final Database database;
  private final AccountStore accounts;
  private final People people;
  private final Requests requests;
  private final RequestKeys keys;

  public UpdateAccount(
      Database database,
      AccountStore accounts,
      People people,
      Requests requests,
      RequestKeys keys) {
    this.database = database;
    this.accounts = accounts;
    this.people = people;
    this.requests = requests;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AccountCommand.Update command) {
    RequestKey key = keys.of(caller, command);
    database.write(handle -> {
      boolean first = requests.earlier(handle, key).isEmpty();
      if (first) {
        accounts.update(handle, caller.account(), command.name(), command.statusText());
        requests.remember(handle, key, "done");
      }
      return first;
    });
    people.forget(caller.account());
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }
}
