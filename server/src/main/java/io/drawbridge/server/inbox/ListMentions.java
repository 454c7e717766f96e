package io.drawbridge.server.inbox;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.result.InboxResult.Mentions;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists the messages that mention the caller, over all domains, the newest first. */
final class ListMentions {
  private final MentionStore store;
  private final ShownMessages shown;

  ListMentions(MentionStore store, ShownMessages shown) {
    this.store = store;
    this.shown = shown;
  }

  CompletionStage<Answer<Mentions>> handle(Caller caller, InboxCommand.ListMentions command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    List<MessageRow> rows = Messages.fitting(store.newest(caller.account(), limit));
    return CompletableFuture.completedFuture(
        Answer.joined(Tag.OWN, shown.parts(rows), Mentions::new));
  }
}
