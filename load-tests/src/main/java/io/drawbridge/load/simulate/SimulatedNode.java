package io.drawbridge.load.simulate;

import io.drawbridge.load.simulate.LogRows.Event;
import io.drawbridge.load.simulate.Oracle.Edge;
import io.drawbridge.load.simulate.Timeline.Actor;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.egress.ViewedEgress;
import io.drawbridge.server.access.view.NodeViews;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.background.Retry;
import io.drawbridge.server.cluster.Doorbell;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.cluster.Tenure;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.peer.Batch;
import io.drawbridge.server.delivery.peer.PeerRound;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process of the server: its own classes for the lease, the views, the gate, the outboxes, the
 * fence and the rounds, put together as the server does, over what is simulated.
 */
final class SimulatedNode extends Timeline.Owner implements Node {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long LOOK_MILLIS = 150;
  private static final double DRIFT_MAX = 0.004;
  private static final double SLOW = 0.8;

  private final World world;
  private final Timeline timeline;
  private final String id;
  private final long bornAt;
  private final double rate;
  private final long lane;
  private final SimulatedTimer killer = new SimulatedTimer(this::nanos);
  private final SimulatedDatabase database;
  private final Tenure tenure;
  private final NodeViews views;
  private final EgressGate gate;
  private final Egress egress;
  private final List<SimulatedLoop> loops;
  private final ConnectedSessions sessions;
  private final Fence fence;
  private final PeerRound round;
  private final Opening opening;
  private final Actor reading;
  private final List<Device> devices = new ArrayList<>();
  private boolean viewing;
  private @Nullable Actor owing;
  private long quietSince = Long.MAX_VALUE;

  SimulatedNode(World world, String id) {
    this.world = world;
    this.timeline = world.timeline();
    this.id = id;
    this.bornAt = timeline.now();
    this.rate =
        (world.has(Fault.SLOW_CLOCKS) ? SLOW : 1)
            + (timeline.random().nextDouble() * 2 - 1) * DRIFT_MAX;
    this.loops = List.of(new SimulatedLoop(timeline), new SimulatedLoop(timeline));
    this.sessions = new ConnectedSessions(loops, SessionLimits.DEFAULT);
    this.database = new SimulatedDatabase(timeline);
    this.tenure =
        new Tenure(World.LEASE, this::nanos, Optional.of(killer), (_, _) -> pauseALittle());
    DatabaseClock clock = new SimulatedClock(timeline);
    this.views = new NodeViews(database, clock, Duration.ofHours(1), world.links());
    this.gate =
        new WatchedGate(
            new ViewedEgress(views, clock, tenure::serves),
            world.promise(),
            id,
            () -> views.epoch(World.DOMAIN));
    this.egress =
        new Egress(
            gate,
            clock,
            World.CODEC,
            SessionLimits.DEFAULT,
            new MemoryBudget(1 << 30),
            World.METRICS);
    this.fence =
        new Fence(
            database,
            world.ledger(),
            this,
            sessions,
            new Untroubled(),
            World.CODEC,
            World.METRICS,
            task -> owing = spawn("writing debtors", task),
            new Retry(World.METRICS, (_, _) -> pauseALittle()));
    world.ledger().join(id);
    this.lane = world.log().register(id);
    this.opening = new SimulatedOpening(this, fence);
    this.round =
        new PeerRound(new SimulatedHands(world, this, fence, database), world.log().lanes());
    this.reading = spawn("reading", this::readOn);
    views.whenBehind(this::rung);
    loops.forEach(loop -> spawn("loop", loop::run));
    spawn("lease", this::renewOn);
    spawn("look", this::lookOn);
  }

  Actor spawn(String name, Runnable body) {
    return timeline.spawn(this, name, body);
  }

  SimulatedDatabase database() {
    return database;
  }

  SimulatedLoop loop(int index) {
    return loops.get(index);
  }

  private void pauseALittle() {
    timeline.sleep(timeline.draw(5, 100));
  }

  /** The moment by its own clock. */
  long nanos() {
    return (long) ((timeline.now() - bornAt) * rate);
  }

  boolean isToBeKilled() {
    return killer.isDue();
  }

  /** When the kernel will kill it; 0 for never. */
  long killedAtMicros() {
    return killer.isArmed() ? (bornAt + (long) (killer.armedNanos() / rate)) / 1_000 : 0;
  }

  /** Returns whether it has looked since its lease ended by its own clock. */
  boolean wasQuietInTime() {
    long length = World.LEASE.toNanos();
    long end = killer.armedNanos();
    return quietSince > end - length / 10 + length / 100 && quietSince < end;
  }

  private void renewOn() {
    while (true) {
      Tenure.Asked asked = tenure.asks();
      if (!timeline.chance(world.trouble(0.03))) {
        Duration granted = database.query(_ -> world.ledger().renew(id, World.LEASE));
        if (timeline.chance(world.trouble(0.05))) {
          timeline.sleep(timeline.draw(1, 5_000));
        }
        if (!timeline.chance(world.trouble(0.05))) {
          tenure.granted(asked, granted).ifPresent(term -> spawn("opening", () -> open(term)));
        }
      }
      timeline.sleep(timeline.draw(400, 600));
    }
  }

  private void open(long term) {
    if (tenure.open(term, opening)) {
      timeline.note(() -> "%s serves, term %d".formatted(id, term));
    }
  }

  private void lookOn() {
    while (true) {
      timeline.sleep(LOOK_MILLIS * 1_000_000);
      long start = nanos();
      if (tenure.look(opening)) {
        timeline.note(() -> id + " is quiet");
      }
      quietSince = start;
    }
  }

  private void readOn() {
    while (true) {
      while (round.run()) {
        // There is more.
      }
      timeline.sleep(POLL.toNanos());
    }
  }

  /** Hears the doorbell. */
  void rung() {
    reading.wakeBy(timeline.now());
  }

  private <T> T viewed(Supplier<T> work) {
    timeline.await(() -> !viewing);
    viewing = true;
    try {
      return work.get();
    } finally {
      viewing = false;
    }
  }

  /** Moves the view to an epoch at least. */
  void advance(long epoch) {
    viewed(() -> views.advance(World.DOMAIN, epoch));
  }

  /** Brings what it knows up to the database. */
  void verify() {
    viewed(() -> {
      views.verify();
      return true;
    });
    fence.cutAll();
  }

  /** Connects a person; their events flow from now on. */
  void connect(int number, AccountId person, SessionId session) {
    Residency.Hold hold = viewed(() -> views.residency().hold(person));
    Device[] made = new Device[1];
    Device device =
        new Device(
            world,
            this,
            number,
            person,
            session,
            egress,
            () -> {
              sessions.remove(made[0].session());
              devices.remove(made[0]);
              hold.close();
              world.comesAgain(number);
            });
    made[0] = device;
    sessions.add(device.session());
    devices.add(device);
    timeline.note(() -> "%s has %s connected".formatted(id, person));
    device.execute(() -> device.session().begin(new EncodedFrame(new byte[1])));
  }

  /** Says something in a conversation. */
  void post(ConversationId conversation) {
    Event event =
        database.write(_ -> {
          List<Event> before = world.log().newest(conversation, 1);
          Event added = world.log().append(conversation, world.links().epoch());
          long stood = before.isEmpty() ? 0 : before.getFirst().pos();
          world
              .log()
              .commit(
                  lane,
                  Optional.empty(),
                  List.of(new Batch.Place(World.DOMAIN, conversation, stood)));
          timeline.note(() ->
              "%s posted %s %d (epoch %d)".formatted(id, conversation, added.pos(), added.epoch()));
          return added;
        });
    doorbell().ring();
    deliver(event);
  }

  /** Reads what somebody who is connected may see, and answers it. */
  void history(ConversationId conversation) {
    if (devices.isEmpty()) {
      return;
    }
    Device device = timeline.pick(devices);
    AccountId person = device.session().caller().account();
    long[] epoch = new long[1];
    List<Event> events =
        database.read(_ -> {
          epoch[0] = world.links().epoch();
          return world.log().newest(conversation, 3).stream()
              .filter(it -> world.oracle().entitled(epoch[0], person, conversation, it.epoch()))
              .toList();
        });
    events.forEach(
        event -> device.execute(() -> device.session().offer(Device.read(event, epoch[0]))));
  }

  /** Offers an event to those who are connected and may see it. */
  void deliver(Event event) {
    long epoch = views.epoch(World.DOMAIN);
    if (epoch >= 0 && epoch < event.epoch()) {
      gate.whenReached(World.DOMAIN, event.epoch(), () -> deliver(event));
      return;
    }
    Views.Audience audience = views.audience(World.DOMAIN, event.conversation());
    for (int i = 0; i < audience.people().length; i++) {
      if (audience.floors()[i].shows(event.epoch(), event.pos())) {
        for (Session session : sessions.of(audience.people()[i])) {
          session.connection().execute(() -> session.offer(Device.live(event, audience.version())));
        }
      }
    }
  }

  /** Commits changes together, and answers when their fence is closed. */
  void change(List<Edge> edges) {
    long before =
        database.write(_ -> {
          long stood = world.links().epoch();
          edges.forEach(edge -> world.commit(id, lane, edge));
          return stood;
        });
    settle(before, before + edges.size());
  }

  /** Settles as the server does for consecutive commits of one domain. */
  private void settle(long before, long last) {
    List<Long> narrowing = world.narrowing(before, last);
    if (narrowing.isEmpty()) {
      advance(last);
      return;
    }
    long epoch = narrowing.getLast();
    world.promise().opened(epoch, narrowing);
    run(epoch, before, last, false);
  }

  /** Settles again what a client asks for again, as it was not answered. */
  void repeat(long epoch) {
    if (!world.promise().covered().containsKey(epoch)) {
      world.promise().opened(epoch, List.of(epoch));
    }
    run(epoch, epoch - 1, epoch, true);
  }

  private void run(long epoch, long before, long last, boolean again) {
    Fence.Opened opened = fence.open(World.DOMAIN, epoch);
    Actor debtors = owing;
    advance(last);
    // What is waited for is simulated, so that nobody waits otherwise.
    Runnable meanwhile = () -> timeline.await(() -> debtors == null || debtors.isDone());
    if (again) {
      meanwhile.run();
      fence.runAgain(opened, world.cut(before, last));
    } else {
      fence.run(opened, world.cut(before, last), meanwhile);
    }
    timeline.note(() -> "%s acknowledges epoch %d".formatted(id, epoch));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Doorbell doorbell() {
    return world.doorbell(this);
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public boolean serves() {
    return tenure.serves();
  }

  @Override
  public Optional<String> whyNotReady() {
    return Optional.empty();
  }

  @Override
  public void serve(Opening with) {
    // It serves from its first lease on.
  }

  @Override
  public void whenToldToDrain(Runnable drain) {
    // No operator is simulated.
  }

  @Override
  public void close() {
    tenure.end();
  }
}
