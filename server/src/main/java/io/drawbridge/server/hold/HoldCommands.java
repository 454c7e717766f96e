package io.drawbridge.server.hold;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.List;

/** The commands about legal holds, ready to be registered. */
public final class HoldCommands implements Feature {
  private static final Duration RELEASE_EVERY = Duration.ofMinutes(1);

  private final PlaceHold place;
  private final LiftHold lift;
  private final ListHolds list;
  private final ReadHold read;
  private final ReleaseHeld release;

  public HoldCommands(Platform platform, AccessGate gate, Changes changes, PrivilegedReads reads) {
    this.release = new ReleaseHeld(platform.database());
    platform.metrics().gauge(MetricName.CONTENT_HELD, release, ReleaseHeld::kept);
    this.place = new PlaceHold(gate, changes, platform.ids());
    this.lift = new LiftHold(gate, changes, release, platform.threads());
    this.list = new ListHolds(gate, platform.database(), reads);
    this.read = new ReadHold(gate, platform.database(), reads);
  }

  @Override
  public void register(Commands commands) {
    commands.on(AuditCommand.PlaceHold.class, place);
    commands.on(AuditCommand.LiftHold.class, lift);
    commands.on(AuditCommand.ListHolds.class, list);
    commands.on(AuditCommand.ReadHold.class, read);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("letting go what no hold keeps", RELEASE_EVERY, release::round));
  }

  @Override
  public void close() {
    release.close();
  }
}
