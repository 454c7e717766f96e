package io.drawbridge.server.delivery;

import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.Due;
import io.drawbridge.server.exit.Exit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** An exit that cannot say whether its rows are still wanted. */
final class FailingExit implements Exit<String> {
  static final String NAME = "failing";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> compose(Handle snapshot, Due row) {
    throw new IllegalStateException("the database is gone");
  }

  @Override
  public Carrier<String> open() throws Carrier.Trouble {
    throw new Carrier.Trouble("nobody is there");
  }

  @Override
  public void undeliverable(Due row) {
    // nobody is told
  }

  @Override
  public Duration sendMax() {
    return Duration.ofSeconds(1);
  }

  @Override
  public List<Duration> waits() {
    return List.of();
  }
}
