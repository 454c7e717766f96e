package io.drawbridge.server.join;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.result.JoinResult.JoinRequests;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * {@code join_request.list}: lists who asks to be let in, for those who manage the conversation.
 */
final class ListJoinRequests implements Handler<JoinCommand.ListRequests, JoinRequests> {
  private final AccessGate gate;
  private final Database database;
  private final JoinLinkStore links;
  private final JoinRequestStore requests;
  private final JoinLinkJudge judge;

  ListJoinRequests(
      AccessGate gate,
      Database database,
      JoinLinkStore links,
      JoinRequestStore requests,
      JoinLinkJudge judge) {
    this.gate = gate;
    this.database = database;
    this.links = links;
    this.requests = requests;
    this.judge = judge;
  }

  @Override
  public CompletionStage<Answer<JoinRequests>> handle(
      Caller caller, JoinCommand.ListRequests command) {
    ConversationFacts facts =
        gate.manage(
                caller, command.conversation(), Action.Manage.MANAGE_INVITATIONS, Optional.empty())
            .conversation();
    return CompletableFuture.completedStage(database.read(handle -> page(handle, facts)));
  }

  private Answer<JoinRequests> page(Handle snapshot, ConversationFacts facts) {
    List<JoinRequestStore.Stored> open =
        requests.open(snapshot, facts.id(), Limits.LIST_PAGE_MAX + 1);
    Set<JoinLinkId> alive =
        judge
            .judge(
                snapshot, links.into(snapshot, facts.id(), Optional.empty(), Limits.LIST_PAGE_MAX))
            .stream()
            .filter(JoinLinkJudge.Judged::alive)
            .map(judged -> judged.link().id())
            .collect(Collectors.toSet());
    List<JoinRequestStore.Stored> page = open.stream().limit(Limits.LIST_PAGE_MAX).toList();
    return Answer.of(
        new Tag.Conversation(facts.domain(), facts.id(), EpochStore.of(snapshot, facts.domain())),
        new JoinRequests(
            judge.answerable(snapshot, page, alive).stream().map(JoinNews::view).toList(),
            open.size() > Limits.LIST_PAGE_MAX));
  }
}
