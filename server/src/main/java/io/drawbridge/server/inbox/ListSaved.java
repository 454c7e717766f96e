package io.drawbridge.server.inbox;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InboxResult.Saved;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.inbox.SavedStore.SavedRow;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Lists the messages that the caller saved, over all domains. Every message is a part of its own.
 */
final class ListSaved {
  private final SavedStore store;
  private final Conversations conversations;
  private final Messages messages;

  ListSaved(SavedStore store, Conversations conversations, Messages messages) {
    this.store = store;
    this.conversations = conversations;
    this.messages = messages;
  }

  CompletionStage<Answer<Saved>> handle(Caller caller, InboxCommand.ListSaved command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    PagePlace after = command.after().map(PagePlace::parse).orElse(PagePlace.BEGIN);
    List<SavedRow> found = store.page(caller.account(), after, limit + 1);
    List<MessageRow> rows =
        found.subList(0, Math.min(limit, found.size())).stream().map(SavedRow::message).toList();
    int shown = Messages.fitting(rows).size();
    Optional<String> next =
        found.size() > shown ? Optional.of(found.get(shown - 1).place().text()) : Optional.empty();
    return CompletableFuture.completedFuture(
        Answer.joined(Tag.OWN, parts(rows.subList(0, shown)), kept -> new Saved(kept, next)));
  }

  /** The parts in the order of the rows, although they are made by conversation. */
  private List<Part<Message>> parts(List<MessageRow> rows) {
    Map<Place, Integer> order = new HashMap<>();
    rows.forEach(row -> order.put(new Place(row.conversation(), row.pos()), order.size()));
    List<Part<Message>> parts = new ArrayList<>(rows.size());
    rows.stream()
        .collect(Collectors.groupingBy(MessageRow::conversation))
        .forEach((conversation, found) ->
            conversations
                .facts(conversation)
                .ifPresent(facts -> parts.addAll(messages.parts(facts, found))));
    parts.sort(Comparator.comparing(part -> order.getOrDefault(Place.of(part.value()), 0)));
    return parts;
  }

  private record Place(ConversationId conversation, long pos) {
    static Place of(Message message) {
      return new Place(message.conversation(), message.pos());
    }
  }
}
