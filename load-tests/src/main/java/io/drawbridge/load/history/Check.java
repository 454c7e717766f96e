package io.drawbridge.load.history;

import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.AccessModel.Place;
import io.drawbridge.load.history.model.Chronicle;
import io.drawbridge.load.history.model.Difference;
import io.drawbridge.load.history.model.Wording;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.MessageResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Asks the server what people may read and holds it against the model. */
final class Check {
  private static final int PAGE = 100;

  private final World world;
  private final Journal journal;
  private final AccessModel model;
  private final Chronicle chronicle;

  Check(World world) {
    this.world = world;
    this.journal = world.journal();
    this.model = world.model();
    this.chronicle = world.chronicle();
  }

  /** Checks what history shows everybody of these conversations. */
  void histories(Set<Integer> conversations) {
    Map<Place, CompletableFuture<MessageResult.History>> pages = new HashMap<>();
    for (int p = 0; p < world.crowd().size(); p++) {
      for (int c : conversations) {
        pages.put(new Place(p, c), world.client(p).messages().newest(world.id(c), PAGE));
      }
    }
    pages.forEach(this::history);
    journal.count("check of a history", pages.size());
  }

  private void history(Place place, CompletableFuture<MessageResult.History> page) {
    if (!model.hasPath(place.who(), place.conversation())) {
      journal.turnedAway(page, ErrorCode.NOT_FOUND);
      return;
    }
    List<String> due = seen(place).stream().map(message -> shown(place, message)).toList();
    List<String> shown = all(place, journal.allowed(page)).stream().map(Wording::of).toList();
    for (int i = 0; i < Math.max(due.size(), shown.size()); i++) {
      Journal.same(
          "history of %s in %s, line %d"
              .formatted(world.crowd().person(place.who()), World.name(place.conversation()), i),
          i < due.size() ? due.get(i) : "no more",
          i < shown.size() ? shown.get(i) : "no more");
    }
  }

  private List<Integer> seen(Place place) {
    return model.visible(place.who(), place.conversation()).stream()
        .filter(chronicle::isMessage)
        .filter(message -> world.sight().sees(place.who(), message))
        .toList();
  }

  private List<Message> all(Place place, MessageResult.History newest) {
    List<Message> messages = new ArrayList<>(newest.messages());
    boolean more = newest.moreBefore();
    while (more) {
      MessageResult.History page =
          journal.allowed(
              world
                  .client(place.who())
                  .messages()
                  .before(world.id(place.conversation()), messages.getFirst().pos(), PAGE));
      if (page.messages().isEmpty()) {
        throw new Difference("an empty page of history", "messages", "none");
      }
      messages.addAll(0, page.messages());
      more = page.moreBefore();
    }
    return messages;
  }

  /** Checks what the backstages show everybody: to externals there is none. */
  void backstages() {
    histories(world.behind().keySet());
  }

  /** The other places where content, or that a conversation exists, may show. */
  void elsewhere() {
    Map<Place, CompletableFuture<MessageResult.Pins>> pins = new HashMap<>();
    Map<Place, CompletableFuture<MemberResult.Paths>> paths = new HashMap<>();
    Map<Integer, CompletableFuture<InboxResult.Inbox>> inboxes = new HashMap<>();
    for (int p = 0; p < world.crowd().size(); p++) {
      inboxes.put(p, world.client(p).inbox().list(Optional.empty()));
      for (int c = 0; c < World.CONVERSATIONS; c++) {
        pins.put(new Place(p, c), world.client(p).messages().pins(world.id(c)));
        paths.put(
            new Place(p, c),
            world.owner().members().paths(world.id(c), world.crowd().person(p).account()));
      }
    }
    pins.forEach(this::pins);
    paths.forEach((place, answer) ->
        Journal.same(
            "paths of " + name(place),
            model.paths(place.who(), place.conversation()).size(),
            journal.allowed(answer).paths().size()));
    inboxes.forEach(this::inbox);
    journal.count("check of pins and paths", pins.size());
    journal.count("check of an inbox", inboxes.size());
  }

  private void pins(Place place, CompletableFuture<MessageResult.Pins> answer) {
    if (!model.hasPath(place.who(), place.conversation())) {
      journal.turnedAway(answer, ErrorCode.NOT_FOUND);
      return;
    }
    List<String> due =
        seen(place).stream()
            .filter(chronicle::isPinned)
            .map(message -> shown(place, message))
            .sorted()
            .toList();
    Journal.same(
        "pins of " + name(place),
        due,
        journal.allowed(answer).messages().stream().map(Wording::of).sorted().toList());
  }

  private void inbox(int person, CompletableFuture<InboxResult.Inbox> answer) {
    Set<Integer> listed = new TreeSet<>();
    Set<ConversationId> all = new HashSet<>();
    for (InboxEntry entry : journal.allowed(answer).entries()) {
      all.add(entry.conversation().id());
      world.number(entry.conversation().id()).ifPresent(listed::add);
    }
    Journal.same(
        "the inbox of " + world.crowd().person(person), world.conversations(person), listed);
    world
        .behind()
        .forEach((number, id) ->
            Journal.same(
                name(new Place(person, number)) + ", in the inbox",
                model.hasPath(person, number),
                all.contains(id)));
  }

  private String name(Place place) {
    return world.crowd().person(place.who()) + " in " + World.name(place.conversation());
  }

  private String shown(Place place, int number) {
    return world.sight().shown(place.who(), number);
  }
}
