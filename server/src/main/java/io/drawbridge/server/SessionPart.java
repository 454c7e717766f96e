package io.drawbridge.server;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.edge.EventLoops;
import io.drawbridge.server.edge.Transport;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Egress;
import io.drawbridge.server.session.SessionLimits;

/** The event loops, who is connected, and the last gate on the way out. */
final class SessionPart {
  final EventLoops loops;
  final ConnectedSessions sessions;
  final Egress egress;

  private SessionPart(EventLoops loops, ConnectedSessions sessions, Egress egress) {
    this.loops = loops;
    this.sessions = sessions;
    this.egress = egress;
  }

  static SessionPart start(
      ServerConfig config, Foundation foundation, DatabasePart db, Access access) {
    EventLoops loops =
        EventLoops.start(transport(config.http().transport()), config.http().loops());
    foundation.closing.add("event loops", loops);
    SessionLimits limits = limits(config.rates().connectionsPerAccount());
    return new SessionPart(
        loops,
        new ConnectedSessions(loops.executors(), limits),
        new Egress(access.egress(), db.clock, foundation.codec, limits, foundation.metrics));
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
