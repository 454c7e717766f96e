package io.drawbridge.server.conversation;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code group.list}: lists the directory. Members of the workspace find its open and private
 * groups, and everybody finds the groups they are in. For somebody who finds none there is no such
 * workspace.
 */
final class ListGroups {
  private final ConversationViewStore views;

  ListGroups(ConversationViewStore views) {
    this.views = views;
  }

  CompletionStage<Answer<ConversationResult.Conversations>> handle(
      Caller caller, GroupCommand.ListGroups command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    DomainId home = new DomainId(command.workspace().value());
    ConversationViewStore.Directory directory =
        views.directory(
            caller.account(),
            home,
            command.after().map(ConversationId::value).orElse(0L),
            limit + 1);
    if (!directory.known()) {
      throw Failure.notFound();
    }
    List<ConversationViewStore.Listed> page = directory.groups();
    boolean more = page.size() > limit;
    return CompletableFuture.completedFuture(
        Answer.joined(
            Tag.OWN,
            page.stream()
                .limit(limit)
                .map(listed -> new Answer.Part<>(listed.tag(), listed.view()))
                .toList(),
            groups -> new ConversationResult.Conversations(groups, more)));
  }
}
