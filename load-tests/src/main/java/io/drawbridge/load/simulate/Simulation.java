package io.drawbridge.load.simulate;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the simulation of one seed. */
public final class Simulation {
  /** One seed in so many ends with a time without trouble, in which every fence has to close. */
  private static final int CALM_ONE_IN = 10;

  private Simulation() {}

  /**
   * What came of a seed.
   *
   * @param violation the invariant that does not hold, and how; empty if all do
   * @param trace what happened, one event a line; empty unless it was asked for
   */
  public record Outcome(long seed, Optional<String> violation, long steps, List<String> trace) {
    public Outcome {
      trace = List.copyOf(trace);
    }
  }

  /** Runs a seed; on a virtual thread, as its actors are. */
  public static Outcome run(long seed, Set<Fault> faults, boolean traced) {
    Timeline timeline = new Timeline(seed, traced);
    World world = new World(timeline, faults);
    Optional<String> failure = Optional.empty();
    try {
      world.live(seed % CALM_ONE_IN == 0);
    } catch (IllegalStateException failed) {
      failure = Optional.of("NothingFails: " + failed.getMessage() + ": " + failed.getCause());
    }
    world.end();
    Optional<String> violation = failure.isPresent() ? failure : world.promise().violation();
    return new Outcome(seed, violation, timeline.steps(), timeline.trace());
  }
}
