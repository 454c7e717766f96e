package io.drawbridge.server.canary;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.cluster.Node;
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
import java.util.function.LongFunction;

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
  private final Access access;
  private final Delivery delivery;
  private final String node;
  private final BooleanSupplier serves;
  private final CanaryStore store = new CanaryStore();
  private final Duration every;
  private final Findings findings;
  private final Eye eye;
  private final Canary canary;

  /**
   * @param every the pause between two rounds of this node
   */
  public CanaryFeature(
      Platform platform,
      Access access,
      Delivery delivery,
      ConnectedSessions sessions,
      Health health,
      Node node,
      Duration every) {
    this.platform = platform;
    this.database = platform.database();
    this.access = access;
    this.delivery = delivery;
    this.node = node.id();
    this.serves = () -> node.whyNotReady().isEmpty();
    this.every = every;
    this.findings = new Findings(platform.metrics(), platform.security(), every, System::nanoTime);
    this.eye = new Eye(platform, access, sessions, node.id(), serves);
    this.canary = new Canary(database, node.id(), serves, every, findings);
    health.canary(findings::health);
    health.check("canary", this::whyNotReady);
  }

  private Optional<String> whyNotReady() {
    return eye.hasLeaked()
        ? Optional.of("what was said after the receipt of a removal reached the one removed, here")
        : Optional.empty();
  }

  @Override
  public void register(Commands commands) {
    // It serves nobody.
  }

  private LongFunction<Round> prepared() {
    eye.look(this::place);
    Place place = place();
    return number ->
        new Round(database, access.gate(), delivery, node, serves, findings, place, number);
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
        new PeriodicTask("the canary's connections", LOOK_EVERY, () -> eye.look(this::place)),
        new PeriodicTask("the canary", every, () -> canary.round(this::prepared)),
        new PeriodicTask("what the canary said", FORGET_EVERY, this::forget));
  }

  @Override
  public void close() {
    eye.close();
  }
}
