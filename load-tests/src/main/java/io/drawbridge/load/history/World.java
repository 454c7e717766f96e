package io.drawbridge.load.history;

import io.drawbridge.client.ChatClient;
import io.drawbridge.load.history.AccessModel.Place;
import io.drawbridge.load.history.Reception.Notice;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Two groups and three threads, on the server and in the model at the same time. Whatever happens
 * in them is told here, and is then due at every device that is to get it.
 */
final class World {
  static final int GROUPS = 2;
  static final int THREADS = 3;
  static final int CONVERSATIONS = GROUPS + THREADS;

  private final Crowd crowd;
  private final Journal journal;
  private final AccessModel model;
  private final Duration patience;
  private final Chronicle chronicle = new Chronicle();
  private final List<ConversationId> conversations = new ArrayList<>();

  /** A change of a conversation that is no message, as its frame is worded. */
  record Note(int conversation, String what) {}

  /**
   * Makes the groups and threads, with the owner alone in them.
   *
   * @param patience how long to wait for what is to come
   */
  World(Crowd crowd, Journal journal, AccessModel model, Duration patience) {
    this.crowd = crowd;
    this.journal = journal;
    this.model = model;
    this.patience = patience;
    for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
      conversations.add(make(conversation));
      model.add(Crowd.OWNER, conversation, 0);
      tell(new Note(conversation, Wording.changed()));
      notice(new Place(Crowd.OWNER, conversation), true);
      enter(new Place(Crowd.OWNER, conversation));
    }
  }

  private ConversationId make(int conversation) {
    String name = journal.title() + " " + name(conversation);
    return (conversation < GROUPS
            ? owner().groups().create(crowd.workspace(), name, Visibility.SECRET, List.of())
            : owner().threads().create(Optional.of(crowd.workspace()), name, List.of()))
        .join()
        .conversation()
        .conversation();
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

  ChatClient owner() {
    return client(Crowd.OWNER);
  }

  ChatClient client(int person) {
    return crowd.person(person).client();
  }

  ConversationId id(int conversation) {
    return conversations.get(conversation);
  }

  /** The number of a conversation, if it is one of this world. */
  Optional<Integer> number(ConversationId conversation) {
    return Optional.of(conversations.indexOf(conversation)).filter(found -> found >= 0);
  }

  static String name(int conversation) {
    return (conversation < GROUPS ? "group" : "thread") + conversation;
  }

  static Set<Integer> everywhere() {
    Set<Integer> all = new TreeSet<>();
    for (int c = 0; c < CONVERSATIONS; c++) {
      all.add(c);
    }
    return all;
  }

  /** Where somebody is. */
  Set<Place> places() {
    Set<Place> places = new LinkedHashSet<>();
    for (int p = 0; p < crowd.size(); p++) {
      for (int c = 0; c < CONVERSATIONS; c++) {
        if (model.hasPath(p, c)) {
          places.add(new Place(p, c));
        }
      }
    }
    return places;
  }

  /**
   * Membership has changed: makes the change in the model, has it told where it is to be told, and
   * has those who came in open what they gained.
   */
  void changes(Runnable change, Note... notes) throws InterruptedException {
    changes(() -> {
      change.run();
      return List.of(notes);
    });
  }

  /** The same for a change that knows only when it is made what is told. */
  void changes(Supplier<List<Note>> change) throws InterruptedException {
    Set<Place> before = places();
    List<Note> notes = change.get();
    Set<Place> after = places();
    for (Place place : before) {
      if (!after.contains(place)) {
        notice(place, false);
      }
    }
    for (Note note : notes) {
      tell(note);
    }
    for (Place place : after) {
      if (!before.contains(place)) {
        notice(place, true);
        enter(place);
      }
    }
    settle();
  }

  private void tell(Note note) {
    int number = model.happens(note.conversation());
    chronicle.noted(number, note.what());
    happened(note.conversation(), number);
  }

  private void notice(Place place, boolean gained) {
    crowd
        .person(place.who())
        .listening()
        .forEach(reception -> reception.expect(new Notice(id(place.conversation()), gained)));
  }

  /** Somebody came in: nothing came since they were out, and all they may see is to come. */
  private void enter(Place place) {
    for (Reception reception : crowd.person(place.who()).listening()) {
      begin(place, reception);
    }
    try {
      crowd.person(place.who()).open(id(place.conversation()));
    } catch (CompletionException failed) {
      throw new Difference(received(place), "an open conversation", failed.getCause());
    }
  }

  /** A stream begins with all that may be seen. */
  void begin(Place place, Reception reception) {
    closed(place, reception);
    reception.restart(id(place.conversation()));
    catchUp(place, reception);
  }

  /** Nothing more came than was due. */
  void closed(Place place, Reception reception) {
    Journal.same(received(place), Optional.empty(), reception.cut(id(place.conversation())));
  }

  /** What may be seen after the last that was expected is to come. */
  void catchUp(Place place, Reception reception) {
    ConversationId conversation = id(place.conversation());
    int last = reception.lastNumber(conversation);
    for (int number : model.visible(place.who(), place.conversation())) {
      if (number > last && model.sees(place.who(), chronicle.subject(number))) {
        chronicle.frame(number).ifPresent(frame -> reception.expect(conversation, number, frame));
      }
    }
  }

  /** Something that the chronicle has is to come to all who may see what it is about. */
  void happened(int conversation, int number) {
    for (int p = 0; p < crowd.size(); p++) {
      for (Reception reception : crowd.person(p).listening()) {
        happened(p, conversation, number, reception);
      }
    }
  }

  /** The same for one device. */
  void happened(int person, int conversation, int number, Reception reception) {
    if (model.sees(person, chronicle.subject(number))) {
      reception.expect(id(conversation), number, chronicle.frame(number).orElseThrow());
    }
  }

  /** Waits until everything that is to come has come, and looks whether it is that. */
  void settle() throws InterruptedException {
    for (int p = 0; p < crowd.size(); p++) {
      Person person = crowd.person(p);
      for (int c = 0; c < CONVERSATIONS; c++) {
        for (Reception reception : person.receptions()) {
          reception.await(id(c), patience);
          Journal.same(received(new Place(p, c)), Optional.empty(), reception.fault(id(c)));
        }
      }
      Journal.same(person + " stays connected", true, person.undisturbed());
    }
  }

  private String received(Place place) {
    return "received by %s in %s".formatted(crowd.person(place.who()), name(place.conversation()));
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
