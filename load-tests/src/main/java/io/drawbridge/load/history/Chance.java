package io.drawbridge.load.history;

import java.util.List;
import java.util.Random;

/** What happens next, by a seed. */
final class Chance {
  private static final int CHECK_EVERY = 8;

  private final Random random;
  private final Crowd crowd;
  private final World world;

  Chance(long seed, Crowd crowd, World world) {
    this.random = new Random(seed);
    this.crowd = crowd;
    this.world = world;
  }

  void steps(int count) throws InterruptedException {
    for (int i = 1; i <= count; i++) {
      step();
      if (i % CHECK_EVERY == 0) {
        world.check();
      }
    }
    world.check();
  }

  private void step() throws InterruptedException {
    int person = random.nextInt(1, crowd.size());
    int conversation = random.nextInt(World.CONVERSATIONS);
    int group = random.nextInt(World.GROUPS);
    int thread = random.nextInt(World.GROUPS, World.CONVERSATIONS);
    int dice = random.nextInt(300);
    if (dice < 110) {
      world.send(random.nextInt(3) == 0 ? Crowd.OWNER : person, conversation);
    } else if (dice < 165) {
      world.add(Crowd.OWNER, person, conversation, window(Crowd.OWNER, conversation));
    } else if (dice < 185) {
      int adder = random.nextInt(1, crowd.size());
      world.add(adder, person, thread, window(adder, thread));
    } else if (dice < 192) {
      inviteIfOut(person, conversation);
    } else if (dice < 194) {
      expireIfOut(person, conversation);
    } else if (dice < 230) {
      removeIfIn(person, conversation);
    } else if (dice < 236) {
      tryRemoval(person, conversation);
    } else if (dice < 254) {
      world.leave(person, conversation);
    } else if (dice < 280) {
      world.addGroup(group, thread, window(Crowd.OWNER, thread));
    } else {
      world.removeGroup(group, thread);
    }
  }

  private void inviteIfOut(int person, int conversation) throws InterruptedException {
    if (crowd.isExternal(person) && !world.model().hasPath(person, conversation)) {
      world.invite(person, conversation, window(Crowd.OWNER, conversation));
    }
  }

  private void expireIfOut(int person, int conversation) throws InterruptedException {
    if (!world.model().hasDirect(person, conversation)) {
      world.addForAMoment(person, conversation, window(Crowd.OWNER, conversation));
    }
  }

  private void removeIfIn(int person, int conversation) throws InterruptedException {
    if (world.model().hasPath(person, conversation)) {
      world.remove(person, conversation, random.nextInt(4) == 0);
    }
  }

  private void tryRemoval(int person, int conversation) {
    if (crowd.isExternal(person)) {
      world.removeByExternal(person, random.nextInt(1, crowd.size()), conversation);
    }
  }

  private Window window(int adder, int conversation) {
    List<Integer> seen = world.model().visible(adder, conversation);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> new Window.FromNow();
      case 3, 4 -> new Window.Everything();
      case 5 -> new Window.LastDay();
      default ->
          seen.isEmpty()
              ? new Window.FromNow()
              : new Window.FromMessage(seen.get(random.nextInt(seen.size())));
    };
  }
}
