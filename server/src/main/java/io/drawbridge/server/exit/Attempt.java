package io.drawbridge.server.exit;

import io.drawbridge.server.db.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands leased rows over, one after the other, by a carrier that it opens when it is needed and
 * keeps while it is good. Each row is asked about after that, as the last step before it leaves.
 * What takes longer than the exit allows is interrupted. For one thread.
 */
final class Attempt<P> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final Database database;
  private final Exit<P> exit;
  private @Nullable Carrier<P> carrier;

  /** The outcome of one attempt; no {@code why} names an address. */
  sealed interface Outcome {
    record Sent() implements Outcome {}

    /** Nobody wants it any more. */
    record Withdrawn() implements Outcome {}

    /** It will never be taken. */
    record Refused(String why) implements Outcome {}

    /** This one may be taken later. */
    record Failed(String why) implements Outcome {}

    /** Nothing is taken now. */
    record NobodyThere(String why) implements Outcome {}
  }

  Attempt(Database database, Exit<P> exit) {
    this.database = database;
    this.exit = exit;
  }

  Outcome at(Due row) {
    FutureTask<Outcome> sending = new FutureTask<>(() -> send(row));
    Thread sender = Thread.ofVirtual().name(exit.name() + "-" + row.id()).start(sending);
    Duration max = exit.sendMax();
    try {
      return sending.get(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return cut(sender, "took longer than " + max);
    } catch (InterruptedException e) {
      // The worker writes down what became of the row before it stops.
      return cut(sender, "the server stopped");
    } catch (ExecutionException e) {
      LOG.atError().addKeyValue("row", row.id()).setCause(e.getCause()).log("a row was not made");
      return new Outcome.Failed("could not be made");
    }
  }

  /** Whether it left is unknown now. */
  private Outcome cut(Thread sender, String why) {
    sender.interrupt();
    boolean interrupted = false;
    while (sender.isAlive()) {
      try {
        sender.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    close();
    return new Outcome.Failed(why);
  }

  private Outcome send(Due row) {
    try {
      if (carrier == null) {
        carrier = exit.open();
      }
    } catch (Carrier.Trouble e) {
      return new Outcome.NobodyThere(String.valueOf(e.getMessage()));
    }
    Optional<P> parcel = database.read(snapshot -> exit.compose(snapshot, row));
    if (parcel.isEmpty()) {
      return new Outcome.Withdrawn();
    }
    try {
      carrier.send(parcel.get());
      return new Outcome.Sent();
    } catch (Carrier.Refused e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    } catch (Carrier.Trouble e) {
      close();
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    if (carrier != null) {
      carrier.close();
      carrier = null;
    }
  }
}
