package io.drawbridge.load.history;

import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.AccessModel.Place;
import io.drawbridge.load.history.model.Doors.Door;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Chooses what happens next, by a seed. */
final class Chance {
  private static final int CHECK_EVERY = 20;
  private static final int CHECK_ALL_EVERY = 250;
  private static final List<Door> DOORS = List.of(Door.values());

  private final Draw draw;
  private final Crowd crowd;
  private final World world;
  private final AccessModel model;
  private final MessageSteps messages;
  private final MemberSteps members;
  private final StandingSteps standing;
  private final DeviceSteps devices;
  private final PolicySteps policies;
  private final BackstageSteps backstages;
  private final SeatSteps seats;
  private final Check check;

  /** The moves that may happen, by the sum of the weights up to each. */
  private final NavigableMap<Integer, Move> moves = new TreeMap<>();

  private int weights;

  /** Tries something; false if it makes no sense now and something else is to be tried. */
  @FunctionalInterface
  private interface Move {
    boolean make() throws InterruptedException;
  }

  Chance(long seed, World world) {
    this.world = world;
    this.draw = new Draw(seed, world);
    this.crowd = world.crowd();
    this.model = world.model();
    this.messages = new MessageSteps(world);
    this.members = new MemberSteps(world);
    this.standing = new StandingSteps(world, members, messages);
    this.devices = new DeviceSteps(world, messages);
    this.policies = new PolicySteps(world);
    this.backstages = new BackstageSteps(world);
    this.seats = new SeatSteps(world, devices);
    this.check = new Check(world);
    may(110, this::send);
    may(28, this::edit);
    may(14, this::delete);
    may(34, this::react);
    may(10, this::pin);
    may(50, () -> add(Crowd.OWNER, draw.anywhere()));
    may(18, () -> add(draw.anybody(), draw.thread()));
    may(6, this::invite);
    may(2, this::addForAMoment);
    may(90, this::remove);
    may(24, this::takeBack);
    may(5, this::removeByExternal);
    may(14, this::leave);
    may(24, this::addGroup);
    may(20, this::removeGroup);
    may(6, this::suspend);
    may(12, this::lift);
    may(14, this::cut);
    may(24, this::comeBack);
    may(16, this::policy);
    may(5, this::openBackstage);
    may(24, this::sayBackstage);
    may(4, this::demote);
    may(8, this::promote);
  }

  void steps(int count) throws InterruptedException {
    for (int i = 1; i <= count; i++) {
      step();
      if (i % CHECK_ALL_EVERY == 0 || i == count) {
        check.histories(World.everywhere());
        check.backstages();
        check.elsewhere();
        draw.touched().clear();
      } else if (i % CHECK_EVERY == 0) {
        check.histories(draw.touched());
        check.backstages();
        draw.touched().clear();
      }
    }
  }

  /** Everybody is back, nobody suspended, and every member one. */
  void end() throws InterruptedException {
    for (int p = 1; p < crowd.size(); p++) {
      if (model.isSuspended(p)) {
        standing.lift(p);
      }
    }
    devices.allComeBack();
    for (int p = 1; p < crowd.size(); p++) {
      if (crowd.changes(p) && crowd.isExternal(p)) {
        seats.promote(p);
      }
    }
    world.end();
  }

  private void may(int weight, Move move) {
    weights += weight;
    moves.put(weights, move);
  }

  private void step() throws InterruptedException {
    Set<Integer> before = Set.copyOf(draw.touched());
    while (!moves.higherEntry(draw.below(weights)).getValue().make()) {
      draw.touched().retainAll(before);
    }
  }

  private boolean send() throws InterruptedException {
    int person = draw.below(3) == 0 ? Crowd.OWNER : draw.anybody();
    int conversation = draw.anywhere();
    Optional<Integer> quoted = draw.below(6) == 0 ? draw.message(conversation) : Optional.empty();
    messages.send(person, conversation, quoted);
    return true;
  }

  private boolean edit() throws InterruptedException {
    int conversation = draw.anywhere();
    Optional<Integer> target = draw.message(conversation);
    if (target.isPresent()) {
      int author = world.chronicle().author(target.get());
      messages.edit(draw.below(4) == 0 ? draw.anybody() : author, conversation, target.get());
    }
    return target.isPresent();
  }

  private boolean delete() throws InterruptedException {
    int conversation = draw.anywhere();
    Optional<Integer> target = draw.message(conversation);
    if (target.isPresent()) {
      int author = world.chronicle().author(target.get());
      int person =
          switch (draw.below(4)) {
            case 0 -> draw.anybody();
            case 1 -> Crowd.OWNER;
            default -> author;
          };
      messages.delete(person, conversation, target.get());
    }
    return target.isPresent();
  }

  private boolean react() throws InterruptedException {
    int conversation = draw.anywhere();
    Optional<Integer> target = draw.message(conversation);
    if (target.isPresent()) {
      String emoji = draw.emoji();
      messages.react(
          draw.below(crowd.size()), conversation, target.get(), emoji, draw.below(4) > 0);
    }
    return target.isPresent();
  }

  private boolean pin() throws InterruptedException {
    int conversation = draw.anywhere();
    Optional<Integer> target = draw.message(conversation);
    if (target.isPresent()) {
      messages.pin(draw.below(crowd.size()), conversation, target.get(), draw.below(3) > 0);
    }
    return target.isPresent();
  }

  private boolean add(int adder, int conversation) throws InterruptedException {
    members.add(adder, draw.anybody(), conversation, draw.window(adder, conversation));
    return true;
  }

  private boolean invite() throws InterruptedException {
    int person = draw.anybody();
    int conversation = draw.anywhere();
    // Whose seat comes and goes is mailed nothing but the invitation to it.
    boolean makesSense =
        crowd.isExternal(person)
            && !crowd.changes(person)
            && !model.hasPath(person, conversation)
            && !model.isSuspended(person);
    if (makesSense) {
      members.invite(person, conversation, draw.window(Crowd.OWNER, conversation), messages);
    }
    return makesSense;
  }

  private boolean addForAMoment() throws InterruptedException {
    int person = draw.anybody();
    int conversation = draw.anywhere();
    boolean shut = crowd.isExternal(person) && world.doors().holds(Door.SHUT, conversation);
    boolean makesSense =
        !model.hasDirect(person, conversation) && !model.isSuspended(person) && !shut;
    if (makesSense) {
      standing.addForAMoment(person, conversation, draw.window(Crowd.OWNER, conversation));
    }
    return makesSense;
  }

  private boolean remove() throws InterruptedException {
    int person = draw.anybody();
    int conversation = draw.anywhere();
    boolean makesSense =
        model.hasPath(person, conversation) || model.hasDirect(person, conversation);
    if (makesSense) {
      members.remove(person, conversation, draw.below(4) == 0);
    }
    return makesSense;
  }

  private boolean takeBack() throws InterruptedException {
    int person = draw.anybody();
    int conversation = draw.anywhere();
    boolean makesSense =
        model.hasDirect(person, conversation)
            && !model.isSuspended(person)
            && !world.sponsors().isOrphaned(new Place(person, conversation));
    if (makesSense) {
      members.takeBack(person, conversation, draw.below(2) == 0, messages);
    }
    return makesSense;
  }

  private boolean removeByExternal() throws InterruptedException {
    int external = draw.anybody();
    int conversation = draw.anywhere();
    boolean makesSense = crowd.isExternal(external);
    if (makesSense) {
      members.removeByExternal(external, draw.anybody(), conversation);
    }
    return makesSense;
  }

  private boolean leave() throws InterruptedException {
    members.leave(draw.anybody(), draw.anywhere());
    return true;
  }

  private boolean addGroup() throws InterruptedException {
    int thread = draw.thread();
    members.addGroup(draw.below(World.GROUPS), thread, draw.window(Crowd.OWNER, thread));
    return true;
  }

  private boolean removeGroup() throws InterruptedException {
    members.removeGroup(draw.below(World.GROUPS), draw.thread());
    return true;
  }

  private boolean suspend() throws InterruptedException {
    int person = draw.anybody();
    boolean makesSense = !model.isSuspended(person);
    if (makesSense) {
      standing.suspend(person);
      draw.touched().addAll(World.everywhere());
    }
    return makesSense;
  }

  private boolean lift() throws InterruptedException {
    int person = draw.anybody();
    boolean makesSense = model.isSuspended(person);
    if (makesSense) {
      standing.lift(person);
      draw.touched().addAll(World.everywhere());
    }
    return makesSense;
  }

  private boolean cut() throws InterruptedException {
    int person = draw.anybody();
    int conversation = draw.anywhere();
    boolean makesSense = !devices.isAway(person);
    if (makesSense) {
      devices.cut(person, Crowd.OWNER, conversation);
    }
    return makesSense;
  }

  private boolean comeBack() throws InterruptedException {
    int person = draw.anybody();
    boolean makesSense = devices.isAway(person);
    if (makesSense) {
      devices.comeBack(person);
    }
    return makesSense;
  }

  private boolean policy() throws InterruptedException {
    Door door = DOORS.get(draw.below(DOORS.size()));
    boolean on = draw.below(2) == 0;
    // A group's counts in its threads too.
    draw.touched().addAll(World.everywhere());
    return policies.set(door, draw.anywhere(), on);
  }

  private boolean openBackstage() {
    backstages.open(draw.below(3) == 0 ? draw.anybody() : Crowd.OWNER, draw.anywhere());
    return true;
  }

  private boolean sayBackstage() {
    int front = draw.anywhere();
    boolean makesSense = world.backstages().open().contains(front);
    if (makesSense) {
      backstages.say(draw.below(crowd.size()), front, messages.text());
    }
    return makesSense;
  }

  private boolean demote() throws InterruptedException {
    int person = draw.anybody();
    boolean makesSense =
        crowd.changes(person) && !crowd.isExternal(person) && !model.isSuspended(person);
    if (makesSense) {
      Set<Integer> keep = world.conversations(person);
      keep.removeIf(_ -> draw.below(2) == 0);
      seats.demote(person, keep);
      draw.touched().addAll(World.everywhere());
    }
    return makesSense;
  }

  private boolean promote() throws InterruptedException {
    int person = draw.anybody();
    boolean makesSense =
        crowd.changes(person) && crowd.isExternal(person) && !model.isSuspended(person);
    if (makesSense) {
      seats.promote(person);
      draw.touched().addAll(World.everywhere());
    }
    return makesSense;
  }
}
