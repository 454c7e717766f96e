package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;
import java.time.Duration;
import java.util.List;

/** The commands about scheduled messages, ready to be registered. */
public final class ScheduleCommands implements Feature {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final ScheduleMessage schedule;
  private final ListScheduled list;
  private final ChangeScheduled change;
  private final SendScheduled send;
  private final FireScheduled fire;

  public ScheduleCommands(
      Platform platform, AccessGate gate, WriterLanes lanes, Sessions sessions) {
    Database database = platform.database();
    ScheduledStore store = new ScheduledStore();
    ScheduledSignals signals =
        new ScheduledSignals(database, store, sessions, new Notices(platform.codec()));
    this.schedule = new ScheduleMessage(platform, gate, store, signals);
    this.list = new ListScheduled(database, store);
    this.change = new ChangeScheduled(platform, store, signals);
    this.send = new SendScheduled(database, gate, lanes, store, signals, platform.threads());
    this.fire = new FireScheduled(database, platform.clock(), store, send, signals, LEASE);
    fire.measure(platform.metrics());
  }

  @Override
  public void register(Commands commands) {
    commands.on(WritingCommand.Schedule.class, schedule::handle);
    commands.on(WritingCommand.ListScheduled.class, list::handle);
    commands.on(WritingCommand.ChangeScheduled.class, change::change);
    commands.on(WritingCommand.CancelScheduled.class, change::cancel);
    commands.on(WritingCommand.SendScheduled.class, send::handle);
  }

  /** Sends what is due. Blocks. Only tests call it, which do not wait for the clock. */
  public void look() {
    fire.look();
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("sending scheduled messages", LOOK_EVERY, fire::look),
        new PeriodicTask("scheduled messages held for long", FORGET_EVERY, fire::forget));
  }
}
