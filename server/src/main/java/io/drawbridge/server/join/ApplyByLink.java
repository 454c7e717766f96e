package io.drawbridge.server.join;

import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.result.JoinResult.JoinApplied;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** {@code join_link.apply}: lets somebody who is signed in apply by a join link (HAP-17). */
final class ApplyByLink implements Handler<JoinCommand.Apply, JoinApplied> {
  private final Database database;
  private final Changes changes;
  private final JoinLinkStore store;
  private final JoinLinkJudge judge;
  private final Applications applications;
  private final AccountStore accounts = new AccountStore();

  ApplyByLink(
      Database database,
      Changes changes,
      JoinLinkStore store,
      JoinLinkJudge judge,
      Applications applications) {
    this.database = database;
    this.changes = changes;
    this.store = store;
    this.judge = judge;
    this.applications = applications;
  }

  private record Known(JoinLinkStore.Stored link, AccountStore.Account account) {}

  @Override
  public CompletionStage<Answer<JoinApplied>> handle(Caller caller, JoinCommand.Apply command) {
    Known known = known(caller, new OneTimeSecret(command.token().value()));
    return changes
        .run(
            known.link().domain(),
            changes.request(caller, command, JoinApplied.class).inNameOf(known.link().maker()),
            tx -> applications.take(tx, known.link().id(), known.account(), command.note()))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  /** The link, if it is worth anything, and the person: bots do not join by links (G-31). */
  private Known known(Caller caller, OneTimeSecret token) {
    return database
        .read(handle ->
            store
                .find(handle, token)
                .map(link -> judge.judge(handle, link))
                .filter(JoinLinkJudge.Judged::alive)
                .flatMap(judged ->
                    accounts
                        .find(handle, caller.account())
                        .filter(account -> !account.bot())
                        .map(account -> new Known(judged.link(), account))))
        .orElseThrow(LinkUse::spent);
  }
}
