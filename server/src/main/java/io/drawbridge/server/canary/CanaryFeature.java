package io.drawbridge.server.canary;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.observe.Health;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.ConnectedSessions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The canary of this node. What it finds is told by health and metrics; only a node that broke the
 * promise itself is not ready any more, until it is started again: what one node hears of another
 * must not take the node that hears it from those it serves well.
 */
public final class CanaryFeature implements Feature {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);
  private static final Duration KEPT = Duration.ofHours(1);

  private final Platform platform;
  private final Database database;
  private final CanaryStore store = new CanaryStore();
  private final Duration every;
  private final Eye eye;
  private final Canary canary;

  public CanaryFeature(
      Platform platform,
      Access access,
      Delivery delivery,
      ConnectedSessions sessions,
      Health health,
      BooleanSupplier serves,
      String node,
      Duration every) {
    this.platform = platform;
    this.database = platform.database();
    this.every = every;
    Findings findings = new Findings(platform.metrics());
    this.eye = new Eye(platform, access, sessions, node);
    this.canary = new Canary(platform, access.gate(), delivery, node, serves, every, findings);
    health.canary(findings::report);
    health.check("canary", this::whyNotReady);
  }

  private Optional<String> whyNotReady() {
    return eye.leaked().isPresent()
        ? Optional.of("what was said after the receipt of a removal reached the one removed, here")
        : Optional.empty();
  }

  @Override
  public void register(Commands commands) {
    // It serves nobody.
  }

  private Place place() {
    return database
        .query(store::place)
        .orElseGet(() -> database.write(handle -> store.make(handle, platform.ids())));
  }

  private void forget() {
    database.write(handle -> {
      store.forget(handle, KEPT);
      return KEPT;
    });
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("the canary's connections", LOOK_EVERY, () -> eye.open(place())),
        new PeriodicTask("the canary", every, () -> canary.round(place())),
        new PeriodicTask("what the canary said", FORGET_EVERY, this::forget));
  }

  @Override
  public void close() {
    eye.close();
  }
}
