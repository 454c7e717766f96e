package io.drawbridge.server.assembly;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.edge.intake.Memory;
import io.drawbridge.server.edge.intake.MemoryPlan;
import io.drawbridge.server.edge.loop.EventLoops;
import io.drawbridge.server.edge.loop.Transport;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.SessionLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops, who is connected, and the last gate on the way out. */
public final class SessionPart {
  private static final Logger LOG = LoggerFactory.getLogger(SessionPart.class);

  final EventLoops loops;
  final ConnectedSessions sessions;
  final Egress egress;
  final Memory memory;

  private SessionPart(EventLoops loops, ConnectedSessions sessions, Egress egress, Memory memory) {
    this.loops = loops;
    this.memory = memory;
    this.sessions = sessions;
    this.egress = egress;
  }

  public static SessionPart start(
      ServerConfig config, Foundation foundation, DatabasePart db, Access access) {
    Memory memory =
        Memory.of(MemoryPlan.ofProcess(config.tls().isPresent(), config.rates().connections()));
    LOG.info(memory.plan().line());
    memory.plan().lowered().ifPresent(LOG::warn);
    EventLoops loops =
        EventLoops.start(transport(config.http().transport()), config.http().loops());
    foundation.closing.add("event loops", loops);
    SessionLimits limits = limits(config.rates().connectionsPerAccount());
    return new SessionPart(
        loops,
        new ConnectedSessions(loops.executors(), limits),
        new Egress(
            access.egress(),
            db.clock,
            foundation.codec,
            limits,
            memory.outgoing(),
            foundation.metrics),
        memory);
  }

  private static SessionLimits limits(int connectionsPerAccount) {
    SessionLimits standard = SessionLimits.DEFAULT;
    return new SessionLimits(
        standard.outboxFramesMax(),
        standard.outboxBytesMax(),
        standard.heldFramesMax(),
        standard.interestsMax(),
        connectionsPerAccount,
        standard.requestsPerAccountMax());
  }

  private static Transport transport(ServerConfig.Transport wanted) {
    return switch (wanted) {
      case AUTO -> Transport.AUTO;
      case NIO -> Transport.NIO;
      case EPOLL -> Transport.EPOLL;
      case IO_URING -> Transport.IO_URING;
    };
  }
}
