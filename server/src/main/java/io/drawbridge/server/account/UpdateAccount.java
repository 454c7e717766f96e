package io.drawbridge.server.account;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Changes the caller's name and card. */
public final class UpdateAccount implements Handler<AccountCommand.Update, Done> {
  private final Changes changes;
  private final AccountStore accounts;
  private final People people;

  public UpdateAccount(Changes changes, AccountStore accounts, People people) {
    this.changes = changes;
    this.accounts = accounts;
    this.people = people;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AccountCommand.Update command) {
    return changes
        .ofAccount(
            caller.account(),
            changes.request(caller, command, Done.class),
            tx -> {
              accounts.update(tx, caller.account(), command);
              return new Done();
            })
        .thenApply(changed -> {
          people.forget(caller.account());
          return Answer.own(changed.value());
        });
  }
}
