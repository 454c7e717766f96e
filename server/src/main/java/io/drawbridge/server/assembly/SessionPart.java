package io.drawbridge.server.assembly;

import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.edge.intake.Memory;
import io.drawbridge.server.edge.intake.MemoryPlan;
import io.drawbridge.server.edge.loop.EventLoops;
import io.drawbridge.server.edge.loop.Transport;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.outbox.SessionLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops, who is connected, and the memory that connections may take. */
public final class SessionPart {
  private static final Logger LOG = LoggerFactory.getLogger(SessionPart.class);

  final EventLoops loops;
  public final ConnectedSessions sessions;
  final SessionLimits limits;
  final Memory memory;

  private SessionPart(EventLoops loops, SessionLimits limits, Memory memory) {
    this.loops = loops;
    this.sessions = new ConnectedSessions(loops.executors(), limits);
    this.limits = limits;
    this.memory = memory;
  }

  public static SessionPart start(ServerConfig config, Foundation foundation) {
    Memory memory =
        Memory.of(MemoryPlan.ofProcess(config.tls().isPresent(), config.rates().connections()));
    LOG.info(memory.plan().line());
    memory.plan().lowered().ifPresent(LOG::warn);
    EventLoops loops =
        EventLoops.start(transport(config.http().transport()), config.http().loops());
    foundation.closing.add("event loops", loops);
    return new SessionPart(loops, limits(config.rates().connectionsPerAccount()), memory);
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
