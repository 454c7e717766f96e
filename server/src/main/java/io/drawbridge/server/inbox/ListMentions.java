package io.drawbridge.server.inbox;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InboxResult.Mentions;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Lists the messages that mention the caller, over all domains, the newest first. */
final class ListMentions {
  private final MentionStore store;
  private final Conversations conversations;
  private final Messages messages;

  ListMentions(MentionStore store, Conversations conversations, Messages messages) {
    this.store = store;
    this.conversations = conversations;
    this.messages = messages;
  }

  CompletionStage<Answer<Mentions>> handle(Caller caller, InboxCommand.ListMentions command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    Map<ConversationId, List<MessageRow>> rows =
        Messages.fitting(store.newest(caller.account(), limit)).stream()
            .collect(Collectors.groupingBy(MessageRow::conversation));
    List<Part<Message>> parts = new ArrayList<>();
    rows.forEach((conversation, found) -> {
      Optional<ConversationFacts> facts = conversations.facts(conversation);
      facts.ifPresent(it -> parts.addAll(messages.parts(it, found)));
    });
    parts.sort(Comparator.comparingLong((Part<Message> part) -> part.value().pos()).reversed());
    return CompletableFuture.completedFuture(Answer.joined(Tag.OWN, parts, Mentions::new));
  }
}
