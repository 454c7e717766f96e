package io.drawbridge.server.push;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.config.PushConfig;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.exit.Sending;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.notify.notice.NoticeListener;
import io.drawbridge.server.outbound.OutboundClient;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.push.device.DeviceTrim;
import io.drawbridge.server.push.device.ListDevices;
import io.drawbridge.server.push.device.SubscribeDevice;
import io.drawbridge.server.push.device.UnsubscribeDevice;
import io.drawbridge.server.push.plan.HandOver;
import io.drawbridge.server.push.plan.PushPlans;
import io.drawbridge.server.push.plan.PushRows;
import io.drawbridge.server.push.plan.Withdrawals;
import io.drawbridge.server.push.send.PushCalls;
import io.drawbridge.server.push.send.PushCarrier;
import io.drawbridge.server.push.send.PushExit;
import io.drawbridge.server.push.web.VapidKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The commands about devices that are pushed to, and the way by which pushes leave. */
public final class PushCommands implements Feature {
  private static final Duration PLANNED_EVERY = Duration.ofMillis(500);
  private static final Duration DUE_EVERY = Duration.ofSeconds(5);
  private static final Duration WITHDRAW_EVERY = Duration.ofMillis(500);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  private static final Duration TRIM_EVERY = Duration.ofMinutes(10);

  /** So many people's devices may be slow at the same time and hold up nobody else. */
  private static final int WORKERS = 4;

  private final SubscribeDevice subscribe;
  private final ListDevices list;
  private final UnsubscribeDevice unsubscribe;
  private final PushPlans plans;
  private final HandOver handOver;
  private final Withdrawals withdrawals;
  private final DeviceTrim trim;
  private final OutboundClient client;
  private final Sending<?> sending;

  /**
   * Makes them.
   *
   * @param key of this installation
   * @param rules what may be called
   * @param contact where push services find who runs this server
   */
  public PushCommands(
      Platform platform,
      AccessGate gate,
      Changes changes,
      byte[] key,
      OutboundRules rules,
      PushConfig config,
      URI contact) {
    Database database = platform.database();
    boolean gateway = config.gateway().isPresent();
    VapidKeys keys = new VapidKeys(database, platform.random(), key);
    Outbox outbox = new Outbox(PushRows.EXIT, database, platform.ids());
    this.subscribe = new SubscribeDevice(changes, platform.ids(), rules, gateway);
    this.list = new ListDevices(database, keys, gateway);
    this.unsubscribe = new UnsubscribeDevice(changes);
    this.handOver = new HandOver(database, platform.clock(), outbox, config.hold());
    this.plans = new PushPlans(handOver::planned);
    this.withdrawals = new Withdrawals(database, outbox);
    this.trim = new DeviceTrim(database);
    this.client = OutboundClient.of(rules);
    PushExit exit =
        new PushExit(
            platform.clock(),
            gate,
            new PushCalls(platform, keys, key, rules, config.gateway(), contact),
            () -> new PushCarrier(database, client, outbox, platform.metrics()::pushEnded),
            withdrawals);
    this.sending = new Sending<>(outbox, exit, WORKERS);
  }

  @Override
  public void register(Commands commands) {
    commands.on(SessionCommand.SubscribePush.class, subscribe);
    commands.on(SessionCommand.ListPush.class, list);
    commands.on(SessionCommand.UnsubscribePush.class, unsubscribe);
  }

  @Override
  public List<NoticeListener> noticeListeners() {
    return List.of(plans);
  }

  @Override
  public List<Sending<?>> sendings() {
    return List.of(sending);
  }

  /**
   * Hands over what is due, and calls back what was lost. Blocks. Only tests call it, which do not
   * wait for the clock.
   */
  public void push() {
    handOver.handOver();
    withdrawals.withdraw();
    withdrawals.sweep();
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("pushes just planned", PLANNED_EVERY, handOver::handOverPlanned),
        new PeriodicTask("pushes that are due", DUE_EVERY, handOver::handOver),
        new PeriodicTask("pushes to call back", WITHDRAW_EVERY, withdrawals::withdraw),
        new PeriodicTask("what devices may show", SWEEP_EVERY, withdrawals::sweep),
        new PeriodicTask("devices that ended", TRIM_EVERY, trim));
  }

  @Override
  public void close() {
    client.close();
  }
}
