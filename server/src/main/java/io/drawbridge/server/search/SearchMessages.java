package io.drawbridge.server.search;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult.Found;
import io.drawbridge.protocol.search.FoundConversation;
import io.drawbridge.protocol.search.Highlight;
import io.drawbridge.protocol.search.Hit;
import io.drawbridge.protocol.search.SearchOrder;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Finds messages over all the caller's conversations, and conversations by name. Every hit is a
 * part of its own, judged when the answer leaves.
 */
final class SearchMessages {
  private final SearchStore store;
  private final Conversations conversations;
  private final Messages messages;

  SearchMessages(SearchStore store, Conversations conversations, Messages messages) {
    this.store = store;
    this.conversations = conversations;
    this.messages = messages;
  }

  /** A part of the answer before it is judged. */
  private sealed interface Item {
    record OfMessage(Hit hit) implements Item {}

    record OfConversation(FoundConversation found) implements Item {}
  }

  CompletionStage<Answer<Found>> handle(Caller caller, MessageCommand.Search command) {
    SearchQuery query = QueryReader.read(command.query());
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    PagePlace after = command.after().map(PagePlace::parse).orElse(PagePlace.BEGIN);
    SearchStore.Looked looked =
        store.look(
            caller.account(),
            query,
            new NamedPlaces(query)::has,
            command.order().orElse(SearchOrder.NEWEST),
            after,
            limit);
    Optional<String> next = looked.next().map(PagePlace::text);
    List<Part<Item>> parts = new ArrayList<>(hits(query, looked.reach(), looked.rows()));
    if (command.after().isEmpty()) {
      parts.addAll(named(query, looked.reach()));
    }
    return CompletableFuture.completedFuture(
        Answer.joined(Tag.OWN, parts, passed -> found(passed, next)));
  }

  private static Found found(List<Item> passed, Optional<String> next) {
    List<Hit> hits = new ArrayList<>();
    List<FoundConversation> named = new ArrayList<>();
    passed.forEach(item -> {
      switch (item) {
        case Item.OfMessage(Hit hit) -> hits.add(hit);
        case Item.OfConversation(FoundConversation found) -> named.add(found);
      }
    });
    return new Found(hits, named, next);
  }

  /** The messages, in the order of their rows, each with what was meant in it. */
  private List<Part<Item>> hits(SearchQuery query, List<Reach> reach, List<MessageRow> rows) {
    Map<ConversationId, Reach> places =
        reach.stream().collect(Collectors.toMap(Reach::conversation, it -> it));
    Highlighter highlighter = new Highlighter(query);
    Map<PagePlace, Part<Item>> parts = new HashMap<>();
    rows.stream()
        .collect(Collectors.groupingBy(MessageRow::conversation))
        .forEach((conversation, found) -> {
          Optional<ConversationFacts> facts = conversations.facts(conversation);
          String name = Optional.ofNullable(places.get(conversation)).map(Reach::name).orElse("");
          facts.ifPresent(it ->
              messages
                  .parts(it, found)
                  .forEach(part ->
                      parts.put(
                          new PagePlace(part.value().pos(), conversation.value()),
                          hit(part, name, highlighter))));
        });
    return rows.stream()
        .map(PagePlace::of)
        .flatMap(place -> Optional.ofNullable(parts.get(place)).stream())
        .toList();
  }

  private static Part<Item> hit(Part<Message> part, String name, Highlighter highlighter) {
    Message message = part.value();
    List<Highlight> highlights = message.text().map(highlighter::in).orElse(List.of());
    return new Part<>(
        part.tag(),
        new Item.OfMessage(new Hit(message, name, highlights)),
        part.otherwise().map(it -> hit(it, name, highlighter)));
  }

  /**
   * Groups and threads that are not archived and whose name has all the words, if nothing but words
   * is looked for.
   */
  private static List<Part<Item>> named(SearchQuery query, List<Reach> reach) {
    if (!query.wordsAlone()) {
      return List.of();
    }
    Highlighter highlighter = new Highlighter(query);
    return reach.stream()
        .filter(it -> it.kind() != ConversationKind.DM && !it.archived())
        .filter(it -> highlighter.all(it.name()))
        .limit(Limits.FOUND_CONVERSATIONS_MAX)
        .map(it ->
            new Part<Item>(
                new Tag.Conversation(it.domain(), it.conversation(), it.needs()),
                new Item.OfConversation(
                    new FoundConversation(it.conversation(), it.kind(), it.name()))))
        .toList();
  }
}
