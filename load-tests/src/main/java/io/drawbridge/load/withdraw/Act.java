package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/**
 * One removal in the middle of something; or, as the control, the same with a harmless question in
 * its place, so that what is withdrawn by the removal does come. For one thread.
 *
 * @param about the name under which it is counted, unique in the run
 * @param removes false in a control
 * @param random of this act alone
 * @param times how long removals took, as the remover saw it
 */
record Act(
    String about,
    boolean removes,
    RandomGenerator random,
    HttpDoor door,
    Workspace workspace,
    Seen seen,
    Histogram times) {
  private static final int LINGER_MICROS_MIN = 30_000;
  private static final int LINGER_MICROS_MAX = 120_000;
  private static final int ANSWER_SECONDS_MAX = 90;

  /** A removal that is under way. */
  final class Removal {
    private final FutureTask<Boolean> task;

    private Removal(FutureTask<Boolean> task) {
      this.task = task;
    }

    /** Waits until it is acknowledged. */
    void await() throws InterruptedException {
      if (!within(TimeUnit.SECONDS.toMicros(ANSWER_SECONDS_MAX))) {
        throw new IllegalStateException(about + ": no acknowledgement");
      }
    }

    /** Waits until it is acknowledged, but not for longer than this; returns whether it is. */
    boolean within(long micros) throws InterruptedException {
      try {
        return task.get(micros, TimeUnit.MICROSECONDS);
      } catch (TimeoutException goesOn) {
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException(about + ": the removal failed", e);
      }
    }

    /**
     * Gives it time to be acknowledged although something is held in the middle: if it does not
     * wait for that, what is held comes after it. A control is acknowledged here.
     */
    void linger() throws InterruptedException {
      if (removes) {
        boolean _ = within(random.nextInt(LINGER_MICROS_MIN, LINGER_MICROS_MAX));
      } else {
        await();
      }
    }
  }

  /** Begins to take somebody out. */
  Removal begin(ConversationId from, AccountId person) {
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          remove(from, person);
          return true;
        });
    Thread.ofVirtual().name("removal-" + about).start(task);
    return new Removal(task);
  }

  /** Takes somebody out; returns when that is acknowledged. */
  void remove(ConversationId from, AccountId person) {
    AccountResult.Tokens owner = workspace.owner();
    long start = System.nanoTime();
    boolean done =
        removes
            ? door.call(owner, workspace.removing(from, person)).receipt().at().isPresent()
            : door.call(owner, new AccountCommand.Me()).account().equals(owner.account());
    long now = System.nanoTime();
    if (!done) {
      throw new IllegalStateException(about + ": nothing was taken away");
    }
    seen.acknowledged(about, now);
    Latencies.record(times, now - start);
  }

  /** Whether this act is raced: without a hold, at a moment that chance chooses. */
  boolean raced() {
    return removes && random.nextBoolean();
  }

  /** Waits for a time that chance chooses. */
  void pause(int msMax) throws InterruptedException {
    TimeUnit.MICROSECONDS.sleep(random.nextInt(msMax * 1_000));
  }
}
