package io.drawbridge.server.exit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/** An exit whose parcels are the rows themselves, and stay here. */
final class TestExit implements Exit<Due> {
  static final String NAME = "test";
  static final Duration WAIT = Duration.ofHours(1);

  final List<Due> sent = new CopyOnWriteArrayList<>();
  final List<Due> undeliverable = new CopyOnWriteArrayList<>();

  /** Of these subjects nothing is wanted any more. */
  final Set<Long> withdrawn = ConcurrentHashMap.newKeySet();

  /** Runs while a row is on its way. */
  volatile Runnable onTheWay = () -> {};

  volatile Optional<String> trouble = Optional.empty();
  volatile Optional<String> refusal = Optional.empty();
  volatile Duration sendMax = Duration.ofMinutes(1);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Due> compose(Handle snapshot, Due row) {
    return row.subject().filter(withdrawn::contains).isPresent()
        ? Optional.empty()
        : Optional.of(row);
  }

  @Override
  public Carrier<Due> open() {
    return new Carrier<>() {
      @Override
      public void send(Due parcel) throws Refused, Trouble {
        if (trouble.isPresent()) {
          throw new Trouble(trouble.get());
        }
        if (refusal.isPresent()) {
          throw new Refused(refusal.get());
        }
        onTheWay.run();
        sent.add(parcel);
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  @Override
  public void undeliverable(Due row) {
    undeliverable.add(row);
  }

  @Override
  public Duration sendMax() {
    return sendMax;
  }

  @Override
  public List<Duration> waits() {
    return Collections.nCopies(3, WAIT);
  }
}
