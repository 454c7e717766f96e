package io.drawbridge.server.join;

import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.result.JoinResult.JoinLinkShown;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code join_link.open}: tells somebody who has a join link what it is for (7.4). */
final class OpenJoinLink implements OpenHandler<JoinCommand.OpenLink, JoinLinkShown> {
  private final Database database;
  private final JoinLinkStore store;
  private final JoinLinkJudge judge;

  OpenJoinLink(Database database, JoinLinkStore store, JoinLinkJudge judge) {
    this.database = database;
    this.store = store;
    this.judge = judge;
  }

  @Override
  public CompletionStage<Answer<JoinLinkShown>> handle(
      ClientAddress address, JoinCommand.OpenLink command) {
    OneTimeSecret token = new OneTimeSecret(command.token().value());
    JoinLinkJudge.Judged judged =
        database
            .read(handle -> store.find(handle, token).map(link -> judge.judge(handle, link)))
            .filter(JoinLinkJudge.Judged::open)
            .orElseThrow(LinkUse::spent);
    JoinLinkStore.Stored link = judged.link();
    return CompletableFuture.completedStage(
        Answer.own(
            new JoinLinkShown(
                link.makerName(), link.kind(), link.title(), link.note(), judged.approval())));
  }
}
