package io.drawbridge.server.delivery;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.background.Job;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.background.Retry;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.append.GroupCommitLanes;
import io.drawbridge.server.delivery.append.LaneLimits;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.change.AccountWork;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.change.DomainLanes;
import io.drawbridge.server.delivery.change.DomainSettling;
import io.drawbridge.server.delivery.change.DomainTransaction;
import io.drawbridge.server.delivery.change.DomainWork;
import io.drawbridge.server.delivery.change.ExpirySweep;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.change.SecurityNotes;
import io.drawbridge.server.delivery.change.Turnover;
import io.drawbridge.server.delivery.fanout.Chains;
import io.drawbridge.server.delivery.fanout.Deliveries;
import io.drawbridge.server.delivery.fanout.Fanout;
import io.drawbridge.server.delivery.fanout.LiveEvents;
import io.drawbridge.server.delivery.fanout.LoopSignals;
import io.drawbridge.server.delivery.fanout.Loops;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.delivery.log.EventFrames;
import io.drawbridge.server.delivery.log.EventLog;
import io.drawbridge.server.delivery.log.EventStore;
import io.drawbridge.server.delivery.log.RetentionSweep;
import io.drawbridge.server.delivery.log.SqlEventLog;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.session.Sessions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Puts together the whole road from a decided change to every socket. The start-up makes one and
 * gives features its parts.
 */
public final class Delivery implements AutoCloseable {
  private static final Duration EVICTION = Duration.ofSeconds(10);

  private final GroupCommitLanes writerLanes;
  private final DomainLanes membershipLanes;
  private final Changes changes;
  private final EventLog eventLog;
  private final Signals signals;
  private final ExpirySweep expiry;
  private final RetentionSweep retention;
  private final Job eviction;

  /**
   * The parts that the road is made of.
   *
   * @param threads makes a virtual thread for each task
   * @param timer starts short tasks at their time; not used for work
   * @param exits the ways out that are no socket; the answers of changes that take something away
   *     wait until they are settled, and all repeated answers
   */
  public record Parts(
      Database database,
      DatabaseClock clock,
      AccessGate gate,
      EgressGate egress,
      Memberships memberships,
      Views views,
      Conversations conversations,
      People people,
      Sessions sessions,
      Fence fence,
      FrameCodec codec,
      Metrics metrics,
      SecurityLog security,
      LaneLimits limits,
      Executor threads,
      ScheduledExecutorService timer,
      Jobs jobs,
      Exits exits) {}

  private Delivery(Parts parts, ConversationViews rendered) {
    EventFrames frames = new EventFrames(parts.codec(), parts.people());
    EventStore events = new EventStore();
    Loops loops = new Loops(parts.sessions(), frames, parts.timer());
    Chains chains =
        new Chains(
            new Fanout(parts.views(), parts.egress(), parts.sessions(), frames, loops),
            (conversation, pos, limit) ->
                parts.database().query(handle -> events.after(handle, conversation, pos, limit)),
            parts.threads(),
            parts.timer(),
            parts.metrics(),
            parts.clock().nowMicros());
    Deliveries deliveries = new LiveEvents(chains);
    this.signals = new LoopSignals(parts.views(), parts.sessions(), frames, loops);
    this.eventLog = new SqlEventLog(parts.database(), events, frames, parts.clock());
    this.writerLanes =
        GroupCommitLanes.start(
            parts.database(),
            parts.gate(),
            deliveries,
            parts.codec(),
            parts.limits(),
            parts.metrics(),
            parts.threads());
    this.membershipLanes = membershipLanes(parts, rendered, deliveries);
    this.changes = new Changes(membershipLanes, parts.database(), parts.codec());
    this.expiry =
        ExpirySweep.start(parts.database(), parts.memberships(), membershipLanes, parts.jobs());
    this.retention = RetentionSweep.start(parts.database(), parts.fence(), parts.jobs());
    this.eviction = parts.jobs().every("forgetting chains that rest", EVICTION, chains::evictIdle);
  }

  /** Names what is wrong, if content cannot be written. */
  public Optional<String> whyNotReady() {
    return writerLanes.whyNotReady();
  }

  private DomainLanes membershipLanes(
      Parts parts, ConversationViews rendered, Deliveries deliveries) {
    DomainTransaction transaction =
        new DomainTransaction(
            parts.gate(),
            parts.memberships(),
            parts.codec(),
            parts.metrics(),
            parts.limits(),
            new SecurityNotes(parts.security()));
    DomainSettling settling =
        new DomainSettling(
            parts.views(),
            parts.conversations(),
            deliveries,
            parts.fence(),
            new Turnover(parts.database(), parts.sessions(), rendered, signals),
            parts.metrics(),
            parts.threads(),
            parts.clock(),
            parts.exits());
    return new DomainLanes(
        new DomainWork(parts.database(), transaction, parts.metrics()),
        settling,
        new AccountWork(parts.database(), parts.fence(), parts.codec(), new Retry(parts.metrics())),
        parts.limits(),
        parts.threads());
  }

  /** Starts the lanes and the sweeps. {@code rendered} shows people what they gained. */
  public static Delivery start(Parts parts, ConversationViews rendered) {
    return new Delivery(parts, rendered);
  }

  public WriterLanes writerLanes() {
    return writerLanes;
  }

  public MembershipLanes membershipLanes() {
    return membershipLanes;
  }

  /** The door through which features change who may see what. */
  public Changes changes() {
    return changes;
  }

  public EventLog eventLog() {
    return eventLog;
  }

  public Signals signals() {
    return signals;
  }

  /** Sweeps at once instead of at its time. Blocks. */
  void sweepRetention() {
    retention.sweep();
  }

  /** Takes nothing more, and finishes what waits. */
  @Override
  public void close() {
    expiry.close();
    retention.close();
    writerLanes.close();
    membershipLanes.close();
    eviction.close();
  }
}
