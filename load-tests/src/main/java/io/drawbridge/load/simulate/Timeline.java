package io.drawbridge.load.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors one at a time, on a simulated clock. Each is a virtual thread that runs until it
 * pauses; the seed decides who is next, and when time passes. So two runs of a seed are the same,
 * step by step.
 */
final class Timeline {
  private static final long MILLI = 1_000_000;

  /** Steps of time while somebody could go on: mostly short, now and then a long one. */
  private static final long[] LAPSES = {MILLI / 5, MILLI, MILLI, 3 * MILLI, 15 * MILLI, 60 * MILLI};

  private static final int LONG_LAPSE_ONE_IN = 60;
  private static final long LONG_LAPSE = 1_200 * MILLI;
  private static final int TIME_ONE_IN = 5;

  private final SplittableRandom random;
  private final Optional<List<String>> trace;
  private final Thread main = Thread.currentThread();
  private final List<Actor> actors = new ArrayList<>();
  private final List<Actor> ready = new ArrayList<>();
  private volatile @Nullable Actor turn;
  private long now = 1_000_000 * MILLI;
  private int steps;
  private Optional<Throwable> failure = Optional.empty();

  Timeline(long seed, boolean traced) {
    random = new SplittableRandom(seed);
    trace = traced ? Optional.of(new ArrayList<>()) : Optional.empty();
  }

  /** Unwinds an actor whose process is dead. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** The owner of actors: it may be stopped for a while, or dead. */
  static class Owner {
    private long stoppedUntil;
    private boolean dead;

    /** Stops all that it does until then. */
    final void stopUntil(long nanos) {
      stoppedUntil = nanos;
    }

    final boolean isStopped(long now) {
      return stoppedUntil > now;
    }

    final boolean isDead() {
      return dead;
    }
  }

  /** One thing that goes on. */
  final class Actor {
    private final Owner owner;
    private final String name;
    private final Thread thread;
    private long wakeAt = Long.MIN_VALUE;
    private @Nullable BooleanSupplier until;
    private boolean started;
    private volatile boolean done;

    private Actor(Owner owner, String name, Runnable body) {
      this.owner = owner;
      this.name = name;
      this.thread = Thread.ofVirtual().unstarted(() -> run(body));
    }

    private void run(Runnable body) {
      try {
        if (!owner.dead) {
          body.run();
        }
      } catch (Throwable thrown) {
        if (!owner.dead) {
          failure = Optional.of(thrown);
        }
      } finally {
        done = true;
        giveBack();
      }
    }

    boolean isDone() {
      return done;
    }

    /** Has it go on at that moment at the latest. */
    void wakeBy(long nanos) {
      wakeAt = Math.min(wakeAt, nanos);
    }

    private boolean isReady() {
      return !owner.isStopped(now) && wakeAt <= now && (until == null || until.getAsBoolean());
    }
  }

  long now() {
    return now;
  }

  int steps() {
    return steps;
  }

  SplittableRandom random() {
    return random;
  }

  /** Returns whether something of this likelihood happens now. */
  boolean chance(double likelihood) {
    return random.nextDouble() < likelihood;
  }

  /** Draws a time between two, in milliseconds; in nanoseconds. */
  long draw(long fromMillis, long toMillis) {
    return random.nextLong(fromMillis * MILLI, toMillis * MILLI + 1);
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  void note(Supplier<String> what) {
    if (trace.isPresent()) {
      trace
          .get()
          .add("%9.3f  %s".formatted((double) (now - 1_000_000 * MILLI) / MILLI, what.get()));
    }
  }

  List<String> trace() {
    return trace.orElse(List.of());
  }

  Actor spawn(Owner owner, String name, Runnable body) {
    Actor actor = new Actor(owner, name, body);
    actors.add(actor);
    return actor;
  }

  /** Lets others go first, for as long as the seed will. Called by actors. */
  void step() {
    pause(Long.MIN_VALUE, null);
  }

  void sleep(long nanos) {
    pause(now + nanos, null);
  }

  /** Waits for a condition; it has no effects. */
  void await(BooleanSupplier condition) {
    if (!condition.getAsBoolean()) {
      pause(Long.MIN_VALUE, condition);
    }
  }

  private void pause(long wakeAt, @Nullable BooleanSupplier until) {
    Actor actor = turn;
    if (actor == null) {
      throw new IllegalStateException("a pause outside of an actor");
    }
    if (!actor.owner.dead) {
      actor.wakeAt = wakeAt;
      actor.until = until;
      giveBack();
      while (turn != actor) {
        LockSupport.park(this);
      }
    }
    if (actor.owner.dead) {
      throw new Killed();
    }
  }

  private void giveBack() {
    turn = null;
    LockSupport.unpark(main);
  }

  /** Runs one actor until it pauses, or lets time pass. Called by the thread that made this. */
  void proceed(Runnable timePassed) {
    steps++;
    ready.clear();
    long next = Long.MAX_VALUE;
    for (int i = 0; i < actors.size(); i++) {
      Actor actor = actors.get(i);
      if (actor.isReady()) {
        ready.add(actor);
      } else if (actor.owner.isStopped(now)) {
        next = Math.min(next, Math.max(actor.owner.stoppedUntil, actor.wakeAt));
      } else if (actor.until == null) {
        next = Math.min(next, actor.wakeAt);
      }
    }
    if (ready.isEmpty()) {
      pass(next == Long.MAX_VALUE ? MILLI : next - now, timePassed);
    } else if (random.nextInt(TIME_ONE_IN) == 0) {
      boolean rare = random.nextInt(LONG_LAPSE_ONE_IN) == 0;
      long lapse = rare ? LONG_LAPSE : LAPSES[random.nextInt(LAPSES.length)];
      pass(random.nextLong(lapse) + 1, timePassed);
    } else {
      resume(ready.get(random.nextInt(ready.size())));
    }
  }

  private void pass(long nanos, Runnable timePassed) {
    now += nanos;
    timePassed.run();
  }

  private void resume(Actor actor) {
    turn = actor;
    if (actor.started) {
      LockSupport.unpark(actor.thread);
    } else {
      actor.started = true;
      actor.thread.start();
    }
    while (turn != null) {
      LockSupport.park(this);
    }
    if (actor.done) {
      actors.remove(actor);
    }
    if (failure.isPresent()) {
      Throwable why = failure.get();
      failure = Optional.empty();
      throw new IllegalStateException("%s failed".formatted(actor.name), why);
    }
  }

  /** Ends the owner: nothing of it goes on. Called between steps. */
  void kill(Owner owner) {
    owner.dead = true;
    for (Actor actor : List.copyOf(actors)) {
      if (actor.owner.equals(owner)) {
        resume(actor);
      }
    }
  }
}
