package io.drawbridge.load.history;

import io.drawbridge.client.ChatClient;
import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.AccessModel.Place;
import io.drawbridge.load.history.model.Backstages;
import io.drawbridge.load.history.model.Chronicle;
import io.drawbridge.load.history.model.Doors;
import io.drawbridge.load.history.model.Sight;
import io.drawbridge.load.history.model.Sponsors;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;

/** Two groups and three threads, on the server and in the model at the same time. */
final class World {
  static final int GROUPS = 2;
  static final int THREADS = 3;
  static final int CONVERSATIONS = GROUPS + THREADS;

  private final Crowd crowd;
  private final Journal journal;
  private final AccessModel model;
  private final Chronicle chronicle;
  private final Doors doors;
  private final Sight sight;
  private final Backstages backstages;
  private final Sponsors sponsors;
  private final Dues dues;
  private final List<ConversationId> conversations = new ArrayList<>();

  /** The backstages that were opened, by their numbers in the model. */
  private final Map<Integer, ConversationId> behind = new TreeMap<>();

  /**
   * Makes the groups and threads, with the owner alone in them.
   *
   * @param patience how long to wait for what is to come
   */
  World(Crowd crowd, Journal journal, AccessModel model, Duration patience) {
    this.crowd = crowd;
    this.journal = journal;
    this.model = model;
    this.chronicle = new Chronicle(crowd::isExternal);
    this.doors = new Doors(model, GROUPS);
    this.sight = new Sight(model, chronicle, doors, crowd::isExternal);
    this.backstages = new Backstages(model, crowd.size(), CONVERSATIONS, crowd::isExternal);
    this.sponsors = new Sponsors(model, crowd::isExternal);
    this.dues = new Dues(this, patience);
    for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
      conversations.add(make(conversation));
      model.add(Crowd.OWNER, conversation, 0);
      dues.made(conversation);
    }
  }

  private ConversationId make(int conversation) {
    String name = journal.title() + " " + name(conversation);
    return (conversation < GROUPS
            ? owner().groups().create(crowd.workspace(), name, Visibility.SECRET, List.of())
            : owner().threads().create(name).in(crowd.workspace()).send())
        .join()
        .conversation()
        .id();
  }

  Crowd crowd() {
    return crowd;
  }

  Journal journal() {
    return journal;
  }

  AccessModel model() {
    return model;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  Doors doors() {
    return doors;
  }

  Sight sight() {
    return sight;
  }

  Backstages backstages() {
    return backstages;
  }

  /** The backstages that were opened, by their numbers. */
  Map<Integer, ConversationId> behind() {
    return behind;
  }

  Sponsors sponsors() {
    return sponsors;
  }

  Dues dues() {
    return dues;
  }

  ChatClient owner() {
    return client(Crowd.OWNER);
  }

  ChatClient client(int person) {
    return crowd.person(person).client();
  }

  ConversationId id(int conversation) {
    return conversation < CONVERSATIONS
        ? conversations.get(conversation)
        : Optional.ofNullable(behind.get(conversation)).orElseThrow();
  }

  /** The number of a conversation, if it is one of this world. */
  Optional<Integer> number(ConversationId conversation) {
    return Optional.of(conversations.indexOf(conversation)).filter(found -> found >= 0);
  }

  static String name(int conversation) {
    return conversation >= CONVERSATIONS
        ? "backstage of " + name(conversation - CONVERSATIONS)
        : (conversation < GROUPS ? "group" : "thread") + conversation;
  }

  static Set<Integer> everywhere() {
    Set<Integer> all = new TreeSet<>();
    for (int c = 0; c < CONVERSATIONS; c++) {
      all.add(c);
    }
    return all;
  }

  /** The conversations that a person is in. */
  Set<Integer> conversations(int person) {
    Set<Integer> conversations = everywhere();
    conversations.removeIf(conversation -> !model.hasPath(person, conversation));
    return conversations;
  }

  /** The places where somebody is. */
  Set<Place> places() {
    Set<Place> places = new LinkedHashSet<>();
    for (int p = 0; p < crowd.size(); p++) {
      for (int c : conversations(p)) {
        places.add(new Place(p, c));
      }
    }
    return places;
  }

  /** Has everybody go, so that the next history starts quietly. */
  void end() {
    leave(conversation -> !model.isGroup(conversation));
    leave(model::isGroup);
    for (int c = 0; c < CONVERSATIONS; c++) {
      owner().interest().close(id(c)).join();
      for (int p = 0; p < crowd.size(); p++) {
        for (Reception reception : crowd.person(p).receptions()) {
          reception.forget(id(c));
        }
      }
    }
  }

  private void leave(IntPredicate some) {
    List<CompletableFuture<?>> leaving = new ArrayList<>();
    for (Place place : places()) {
      if (place.who() != Crowd.OWNER && some.test(place.conversation())) {
        leaving.add(client(place.who()).conversations().leave(id(place.conversation())));
      }
    }
    leaving.forEach(CompletableFuture::join);
  }
}
