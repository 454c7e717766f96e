package io.drawbridge.load.history;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What happens next, by a seed. */
final class Chance {
  private static final int CHECK_EVERY = 20;
  private static final int CHECK_ALL_EVERY = 250;
  private static final List<String> EMOJIS = List.of("👍", "🎉", "👀");

  private final Random random;
  private final Crowd crowd;
  private final World world;
  private final AccessModel model;
  private final MessageSteps messages;
  private final MemberSteps members;
  private final StandingSteps standing;
  private final DeviceSteps devices;
  private final Check check;

  /** What may happen, by the sum of the weights up to it. */
  private final NavigableMap<Integer, Move> moves = new TreeMap<>();

  /** Where something happened since the last check. */
  private final Set<Integer> touched = new TreeSet<>();

  private int weights;

  /** Tries something; false if it makes no sense now and something else is to be tried. */
  @FunctionalInterface
  private interface Move {
    boolean make() throws InterruptedException;
  }

  Chance(long seed, World world) {
    this.random = new Random(seed);
    this.world = world;
    this.crowd = world.crowd();
    this.model = world.model();
    this.messages = new MessageSteps(world);
    this.members = new MemberSteps(world);
    this.standing = new StandingSteps(world, members, messages);
    this.devices = new DeviceSteps(world, messages);
    this.check = new Check(world);
    may(110, this::send);
    may(28, this::edit);
    may(14, this::delete);
    may(34, this::react);
    may(10, this::pin);
    may(50, () -> add(Crowd.OWNER, anywhere()));
    may(18, () -> add(anybody(), thread()));
    may(6, this::invite);
    may(2, this::addForAMoment);
    may(90, this::remove);
    may(5, this::removeByExternal);
    may(14, this::leave);
    may(24, this::addGroup);
    may(20, this::removeGroup);
    may(6, this::suspend);
    may(12, this::lift);
    may(14, this::cut);
    may(24, this::comeBack);
  }

  void steps(int count) throws InterruptedException {
    for (int i = 1; i <= count; i++) {
      step();
      if (i % CHECK_ALL_EVERY == 0 || i == count) {
        check.histories(everywhere());
        check.elsewhere();
        touched.clear();
      } else if (i % CHECK_EVERY == 0) {
        check.histories(touched);
        touched.clear();
      }
    }
  }

  /** Everybody is back and nobody suspended. */
  void end() throws InterruptedException {
    for (int p = 1; p < crowd.size(); p++) {
      if (model.isSuspended(p)) {
        standing.lift(p);
      }
    }
    devices.allComeBack();
    world.end();
  }

  private void may(int weight, Move move) {
    weights += weight;
    moves.put(weights, move);
  }

  private void step() throws InterruptedException {
    Set<Integer> before = Set.copyOf(touched);
    while (!moves.higherEntry(random.nextInt(weights)).getValue().make()) {
      touched.retainAll(before);
    }
  }

  private boolean send() throws InterruptedException {
    int person = random.nextInt(3) == 0 ? Crowd.OWNER : anybody();
    int conversation = anywhere();
    Optional<Integer> quoted = random.nextInt(6) == 0 ? message(conversation) : Optional.empty();
    messages.send(person, conversation, quoted);
    return true;
  }

  private boolean edit() throws InterruptedException {
    int conversation = anywhere();
    Optional<Integer> target = message(conversation);
    if (target.isPresent()) {
      int author = world.chronicle().author(target.get());
      messages.edit(random.nextInt(4) == 0 ? anybody() : author, conversation, target.get());
    }
    return target.isPresent();
  }

  private boolean delete() throws InterruptedException {
    int conversation = anywhere();
    Optional<Integer> target = message(conversation);
    if (target.isPresent()) {
      int author = world.chronicle().author(target.get());
      int person =
          switch (random.nextInt(4)) {
            case 0 -> anybody();
            case 1 -> Crowd.OWNER;
            default -> author;
          };
      messages.delete(person, conversation, target.get());
    }
    return target.isPresent();
  }

  private boolean react() throws InterruptedException {
    int conversation = anywhere();
    Optional<Integer> target = message(conversation);
    if (target.isPresent()) {
      String emoji = EMOJIS.get(random.nextInt(EMOJIS.size()));
      messages.react(
          random.nextInt(crowd.size()), conversation, target.get(), emoji, random.nextInt(4) > 0);
    }
    return target.isPresent();
  }

  private boolean pin() throws InterruptedException {
    int conversation = anywhere();
    Optional<Integer> target = message(conversation);
    if (target.isPresent()) {
      messages.pin(random.nextInt(crowd.size()), conversation, target.get(), random.nextInt(3) > 0);
    }
    return target.isPresent();
  }

  private boolean add(int adder, int conversation) throws InterruptedException {
    members.add(adder, anybody(), conversation, window(adder, conversation));
    return true;
  }

  private boolean invite() throws InterruptedException {
    int person = anybody();
    int conversation = anywhere();
    boolean makesSense =
        crowd.isExternal(person)
            && !model.hasPath(person, conversation)
            && !model.isSuspended(person);
    if (makesSense) {
      members.invite(person, conversation, window(Crowd.OWNER, conversation), messages);
    }
    return makesSense;
  }

  private boolean addForAMoment() throws InterruptedException {
    int person = anybody();
    int conversation = anywhere();
    boolean makesSense = !model.hasDirect(person, conversation) && !model.isSuspended(person);
    if (makesSense) {
      standing.addForAMoment(person, conversation, window(Crowd.OWNER, conversation));
    }
    return makesSense;
  }

  private boolean remove() throws InterruptedException {
    int person = anybody();
    int conversation = anywhere();
    boolean makesSense =
        model.hasPath(person, conversation) || model.hasDirect(person, conversation);
    if (makesSense) {
      members.remove(person, conversation, random.nextInt(4) == 0);
    }
    return makesSense;
  }

  private boolean removeByExternal() {
    int external = anybody();
    int conversation = anywhere();
    boolean makesSense = crowd.isExternal(external);
    if (makesSense) {
      members.removeByExternal(external, anybody(), conversation);
    }
    return makesSense;
  }

  private boolean leave() throws InterruptedException {
    members.leave(anybody(), anywhere());
    return true;
  }

  private boolean addGroup() throws InterruptedException {
    int thread = thread();
    members.addGroup(random.nextInt(World.GROUPS), thread, window(Crowd.OWNER, thread));
    return true;
  }

  private boolean removeGroup() throws InterruptedException {
    members.removeGroup(random.nextInt(World.GROUPS), thread());
    return true;
  }

  private boolean suspend() throws InterruptedException {
    int person = anybody();
    boolean makesSense = !model.isSuspended(person);
    if (makesSense) {
      standing.suspend(person);
      touched.addAll(everywhere());
    }
    return makesSense;
  }

  private boolean lift() throws InterruptedException {
    int person = anybody();
    boolean makesSense = model.isSuspended(person);
    if (makesSense) {
      standing.lift(person);
      touched.addAll(everywhere());
    }
    return makesSense;
  }

  private boolean cut() throws InterruptedException {
    int person = anybody();
    int conversation = anywhere();
    boolean makesSense = !devices.isAway(person);
    if (makesSense) {
      devices.cut(person, Crowd.OWNER, conversation);
    }
    return makesSense;
  }

  private boolean comeBack() throws InterruptedException {
    int person = anybody();
    boolean makesSense = devices.isAway(person);
    if (makesSense) {
      devices.comeBack(person);
    }
    return makesSense;
  }

  private Window window(int adder, int conversation) {
    List<Integer> seen =
        model.visible(adder, conversation).stream().filter(world.chronicle()::isMessage).toList();
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> new Window.FromNow();
      case 3, 4 -> new Window.Everything();
      case 5 -> new Window.LastDay();
      case 6, 7 -> new Window.ByDefault();
      default ->
          seen.isEmpty()
              ? new Window.FromNow()
              : new Window.FromMessage(seen.get(random.nextInt(seen.size())));
    };
  }

  /** Anybody but the owner. */
  private int anybody() {
    return random.nextInt(1, crowd.size());
  }

  private int anywhere() {
    int conversation = random.nextInt(World.CONVERSATIONS);
    touched.add(conversation);
    return conversation;
  }

  private int thread() {
    int thread = random.nextInt(World.GROUPS, World.CONVERSATIONS);
    touched.add(thread);
    return thread;
  }

  private Optional<Integer> message(int conversation) {
    List<Integer> known = world.chronicle().messages(conversation);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(known.get(random.nextInt(known.size())));
  }

  private static Set<Integer> everywhere() {
    Set<Integer> all = new TreeSet<>();
    for (int c = 0; c < World.CONVERSATIONS; c++) {
      all.add(c);
    }
    return all;
  }
}
