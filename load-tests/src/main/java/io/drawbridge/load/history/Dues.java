package io.drawbridge.load.history;

import io.drawbridge.load.history.Reception.Notice;
import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.AccessModel.Place;
import io.drawbridge.load.history.model.Chronicle;
import io.drawbridge.load.history.model.Chronicle.Note;
import io.drawbridge.load.history.model.Difference;
import io.drawbridge.load.history.model.Sight;
import io.drawbridge.load.history.model.Sponsors;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Keeps what is due at which device: everything that happens in a {@link World} is reported here,
 * and then has to come to everybody who may see it, and to nobody else.
 */
final class Dues {
  private final World world;
  private final Crowd crowd;
  private final AccessModel model;
  private final Chronicle chronicle;
  private final Sponsors sponsors;
  private final Sight sight;
  private final Duration patience;

  /** A change of a conversation that is no message. */
  record Line(int conversation, Note what) {
    /** The conversation is not as it was. */
    static Line changed(int conversation) {
      return new Line(conversation, new Note.Changed(Optional.empty()));
    }
  }

  /**
   * Nothing is due at first.
   *
   * @param patience how long to wait for what is to come
   */
  Dues(World world, Duration patience) {
    this.world = world;
    this.crowd = world.crowd();
    this.model = world.model();
    this.chronicle = world.chronicle();
    this.sponsors = world.sponsors();
    this.sight = world.sight();
    this.patience = patience;
  }

  /** The owner has made a conversation. */
  void made(int conversation) {
    tell(Line.changed(conversation));
    notice(new Place(Crowd.OWNER, conversation), true);
    enter(new Place(Crowd.OWNER, conversation));
  }

  /**
   * Membership has changed: makes the change in the model, expects the notices of it and of what
   * follows for those whose sponsor it was, and has those who came in open what they gained.
   */
  void changes(Runnable change, Line... lines) throws InterruptedException {
    changes(() -> {
      change.run();
      return List.of(lines);
    });
  }

  /** The same for a change that knows its notes only when it is made. */
  void changes(Supplier<List<Line>> change) throws InterruptedException {
    Set<Place> before = world.places();
    List<Line> lines = change.get();
    world.backstages().follow();
    Set<Place> after = world.places();
    for (Place place : before) {
      if (!after.contains(place)) {
        notice(place, false);
      }
    }
    for (Line line : lines) {
      tell(line);
    }
    sponsors
        .follow()
        .forEach((conversation, people) ->
            tell(new Line(conversation, new Note.Changed(Optional.of(about(people))))));
    for (Place place : after) {
      if (!before.contains(place)) {
        notice(place, true);
        enter(place);
      }
    }
    settle();
  }

  private static int about(Set<Integer> people) {
    return people.size() == 1 ? people.iterator().next() : Chronicle.SEVERAL;
  }

  private void tell(Line line) {
    int number = model.happens(line.conversation());
    chronicle.noted(number, line.what());
    happened(line.conversation(), number);
  }

  private void notice(Place place, boolean gained) {
    crowd
        .person(place.who())
        .listening()
        .forEach(reception -> reception.expect(new Notice(world.id(place.conversation()), gained)));
  }

  /** Somebody came in: nothing came since they were out, and all they may see is to come. */
  void enter(Place place) {
    for (Reception reception : crowd.person(place.who()).listening()) {
      begin(place, reception);
    }
    try {
      crowd.person(place.who()).open(world.id(place.conversation()));
    } catch (CompletionException failed) {
      throw new Difference(received(place), "an open conversation", failed.getCause());
    }
  }

  /** A stream begins with all that may be seen. */
  void begin(Place place, Reception reception) {
    closed(place, reception);
    reception.restart(world.id(place.conversation()));
    catchUp(place, reception);
  }

  /** Nothing more came than was due. */
  void closed(Place place, Reception reception) {
    Journal.same(received(place), Optional.empty(), reception.cut(world.id(place.conversation())));
  }

  /** Expects what may be seen after the last that was expected. */
  void catchUp(Place place, Reception reception) {
    ConversationId conversation = world.id(place.conversation());
    int last = reception.lastNumber(conversation);
    for (int number : model.visible(place.who(), place.conversation())) {
      if (number > last && sight.sees(place.who(), number)) {
        sight
            .frame(place.who(), number)
            .ifPresent(frame -> reception.expect(conversation, number, frame));
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
    if (sight.sees(person, number)) {
      String frame = sight.frame(person, number).orElseThrow();
      reception.expect(world.id(conversation), number, frame);
    }
  }

  /** Waits until everything that is to come has come, and looks whether it is that. */
  void settle() throws InterruptedException {
    for (int p = 0; p < crowd.size(); p++) {
      Person person = crowd.person(p);
      for (int c = 0; c < World.CONVERSATIONS; c++) {
        for (Reception reception : person.receptions()) {
          reception.await(world.id(c), patience);
          Journal.same(received(new Place(p, c)), Optional.empty(), reception.fault(world.id(c)));
        }
      }
      Journal.same(person + " stays connected", true, person.undisturbed());
    }
  }

  private String received(Place place) {
    return "received by %s in %s"
        .formatted(crowd.person(place.who()), World.name(place.conversation()));
  }
}
