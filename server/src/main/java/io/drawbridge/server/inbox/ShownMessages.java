package io.drawbridge.server.inbox;

import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes parts of answers from messages of several conversations: every message is one. */
final class ShownMessages {
  private final Conversations conversations;
  private final Messages messages;

  ShownMessages(Conversations conversations, Messages messages) {
    this.conversations = conversations;
    this.messages = messages;
  }

  /** The parts in the order of the rows, although they are made by conversation. */
  List<Part<Message>> parts(List<MessageRow> rows) {
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
