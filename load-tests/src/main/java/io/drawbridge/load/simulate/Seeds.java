package io.drawbridge.load.simulate;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs many seeds, until one violates an invariant, which is run again with its trace. */
public final class Seeds {
  private Seeds() {}

  /**
   * What came of a run.
   *
   * @param run the number of seeds
   * @param violated the first seed that violates something, with its trace
   */
  public record Result(
      long from, long run, long steps, Duration took, Optional<Simulation.Outcome> violated) {

    /** Says it in a line. */
    public String report() {
      return "%d seeds from %d, %d steps, %.1f s: %s"
          .formatted(
              run,
              from,
              steps,
              took.toNanos() / 1e9,
              violated
                  .flatMap(it -> it.violation().map(how -> "seed %d: %s".formatted(it.seed(), how)))
                  .orElse("nothing is violated"));
    }
  }

  /** Runs seeds from this one on. */
  public static Result run(long from, long count) {
    return run(from, count, Set.of());
  }

  /** Runs seeds from this one on, on a machine with these faults. */
  public static Result run(long from, long count, Set<Fault> faults) {
    return onVirtualThread(() -> {
      long start = System.nanoTime();
      long steps = 0;
      long seed = from;
      Optional<Simulation.Outcome> violated = Optional.empty();
      while (seed < from + count && violated.isEmpty()) {
        Simulation.Outcome outcome = Simulation.run(seed, faults, false);
        steps += outcome.steps();
        if (outcome.violation().isPresent()) {
          violated = Optional.of(Simulation.run(seed, faults, true));
        }
        seed++;
      }
      return new Result(
          from, seed - from, steps, Duration.ofNanos(System.nanoTime() - start), violated);
    });
  }

  /** Runs one seed and tells what happened. */
  public static Simulation.Outcome replay(long seed) {
    return onVirtualThread(() -> Simulation.run(seed, Set.of(), true));
  }

  private static <T> T onVirtualThread(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofVirtual().name("simulation").start(task);
    try {
      return task.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the simulation failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: the simulation", interrupted);
    }
  }
}
