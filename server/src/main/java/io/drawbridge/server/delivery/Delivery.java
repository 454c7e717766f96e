package io.drawbridge.server.delivery;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.background.Job;
import io.drawbridge.server.background.Retry;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Node;
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
import io.drawbridge.server.delivery.fanout.HeardEvents;
import io.drawbridge.server.delivery.fanout.LiveEvents;
import io.drawbridge.server.delivery.fanout.LoopSignals;
import io.drawbridge.server.delivery.fanout.Loops;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.delivery.log.EventFrames;
import io.drawbridge.server.delivery.log.EventLog;
import io.drawbridge.server.delivery.log.EventStore;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.delivery.log.RetentionSweep;
import io.drawbridge.server.delivery.log.SqlEventLog;
import io.drawbridge.server.delivery.peer.Peers;
import io.drawbridge.server.delivery.peer.RingingDeliveries;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Sessions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Puts together the whole road from a decided change to every socket. The start-up makes one and
 * gives features its parts.
 */
public final class Delivery implements AutoCloseable {
  private static final Duration EVICTION = Duration.ofSeconds(10);

  /** Lanes in which a node writes down its changes for others, each for some scopes. */
  private static final int CHANGE_LANES = 8;

  private final GroupCommitLanes writerLanes;
  private final DomainLanes membershipLanes;
  private final Changes changes;
  private final EventLog eventLog;
  private final Signals signals;
  private final HeardEvents heard;
  private final ExpirySweep expiry;
  private final RetentionSweep retention;
  private final Job eviction;
  private final Optional<Peers> peers;

  /**
   * The parts that the road is made of.
   *
   * @param conversations the facts of conversations, which a change makes out of date
   * @param rendered shows people what they gained
   * @param timer starts short tasks at their time; not used for work
   * @param exits the ways out that are no socket; the answers of changes that take something away
   *     wait until they are settled, and all repeated answers
   */
  public record Parts(
      Platform platform,
      Access access,
      Conversations conversations,
      ConversationViews rendered,
      Sessions sessions,
      Fence fence,
      LaneLimits limits,
      ScheduledExecutorService timer,
      Exits exits) {}

  private Delivery(Parts parts) {
    Platform platform = parts.platform();
    Access access = parts.access();
    EventFrames frames = new EventFrames(platform.codec(), access.people());
    EventStore events = new EventStore();
    Loops loops = new Loops(parts.sessions(), frames, parts.timer());
    Node node = parts.fence().node();
    boolean alone = node.alone();
    AtomicLong heard = new AtomicLong(Peers.settledBefore(platform.clock()));
    Chains chains =
        new Chains(
            new Fanout(access.views(), access.egress(), parts.sessions(), frames, loops),
            (conversation, pos, limit) ->
                platform.database().query(handle -> events.after(handle, conversation, pos, limit)),
            platform.threads(),
            parts.timer(),
            platform.metrics(),
            alone ? platform.clock().nowMicros() : heard.get(),
            alone ? Chains.ALONE : heard::get);
    this.heard = new HeardEvents(new LiveEvents(chains));
    this.signals = new LoopSignals(access.views(), parts.sessions(), frames, loops);
    this.eventLog = new SqlEventLog(platform.database(), events, frames, platform.clock());
    int writers = parts.limits().lanes();
    LaneStore lanes = lanes(parts, writers + CHANGE_LANES);
    LaneStore changeLanes = lanes.lanes(writers, writers + CHANGE_LANES);
    Deliveries deliveries = alone ? this.heard : new RingingDeliveries(this.heard, node.doorbell());
    this.writerLanes =
        GroupCommitLanes.start(
            platform.database(),
            access.gate(),
            deliveries,
            platform.codec(),
            parts.limits(),
            platform.metrics(),
            lanes,
            platform.threads());
    DomainSettling settling = settling(parts, deliveries);
    this.membershipLanes = membershipLanes(parts, settling, changeLanes);
    this.peers =
        alone
            ? Optional.empty()
            : Optional.of(
                new Peers(
                    new Peers.Parts(
                        platform, access, parts.fence(), settling, parts.exits(), chains, heard)));
    this.changes = new Changes(membershipLanes, platform.database(), platform.codec());
    this.expiry =
        ExpirySweep.start(
            platform.database(), access.memberships(), membershipLanes, platform.jobs());
    this.retention = RetentionSweep.start(platform.database(), parts.fence(), platform.jobs());
    this.eviction =
        platform.jobs().every("forgetting chains that rest", EVICTION, chains::evictIdle);
  }

  /** Names what is wrong, if content cannot be written. */
  public Optional<String> whyNotReady() {
    return writerLanes.whyNotReady();
  }

  private static LaneStore lanes(Parts parts, int count) {
    Platform platform = parts.platform();
    Node node = parts.fence().node();
    return node.alone()
        ? LaneStore.ALONE
        : platform
            .database()
            .write(handle ->
                LaneStore.register(
                    handle,
                    node.id(),
                    Stream.generate(platform.ids()::next).limit(count).toList()));
  }

  private DomainSettling settling(Parts parts, Deliveries deliveries) {
    Platform platform = parts.platform();
    Access access = parts.access();
    return new DomainSettling(
        access.views(),
        parts.conversations(),
        deliveries,
        parts.fence(),
        new Turnover(platform.database(), parts.sessions(), parts.rendered(), signals),
        platform.metrics(),
        platform.threads(),
        platform.clock(),
        parts.exits());
  }

  private static DomainLanes membershipLanes(
      Parts parts, DomainSettling settling, LaneStore lanes) {
    Platform platform = parts.platform();
    Access access = parts.access();
    DomainTransaction transaction =
        new DomainTransaction(
            access.gate(),
            access.memberships(),
            platform.codec(),
            platform.metrics(),
            parts.limits(),
            new SecurityNotes(platform.security()),
            lanes);
    return new DomainLanes(
        new DomainWork(platform.database(), transaction, platform.metrics(), lanes),
        settling,
        new AccountWork(
            platform.database(),
            parts.fence(),
            platform.codec(),
            new Retry(platform.metrics()),
            parts.exits(),
            lanes),
        parts.limits(),
        platform.threads());
  }

  /** Starts the lanes and the sweeps. */
  public static Delivery start(Parts parts) {
    return new Delivery(parts);
  }

  /** Lets this node serve beside others, once all is there; where it is alone it does already. */
  public void serve() {
    peers.ifPresent(Peers::start);
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

  /**
   * Adds somebody who hears of conversations, after the commit: where a message was posted, its
   * files were changed, or somebody came, and where that may be so but is not known.
   *
   * @param listener returns at once, and throws nothing
   */
  public void listen(Consumer<ConversationId> listener) {
    heard.add(listener);
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
    peers.ifPresent(Peers::close);
    eviction.close();
  }
}
