package io.drawbridge.server.assembly;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.dispatch.CommandRates;
import io.drawbridge.server.dispatch.CommandTable;
import io.drawbridge.server.dispatch.Dispatcher;
import io.drawbridge.server.edge.Edge;
import io.drawbridge.server.edge.EdgeConfig;
import io.drawbridge.server.edge.EdgeParts;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.ratelimit.Rate;
import io.drawbridge.server.session.outbox.Egress;
import java.net.URI;
import java.time.Duration;

/** The doors, and the dispatcher behind them. */
public final class EdgePart {
  private EdgePart() {}

  public static Edge start(
      ServerConfig config,
      Foundation foundation,
      Core core,
      SessionPart session,
      CommandTable commands) {
    Access access = core.access();
    Egress egress =
        new Egress(
            access.egress(),
            core.platform().clock(),
            foundation.codec,
            session.limits,
            session.memory.outgoing(),
            foundation.metrics);
    Edge edge =
        Edge.start(
            new EdgeParts(
                edgeConfig(config, session, core.alone()),
                new Dispatcher(
                    commands,
                    foundation.codec,
                    rates(config.rates()),
                    foundation.threads,
                    foundation.metrics),
                new Admission(core.register(), access.residency(), session.sessions, egress),
                session.memory,
                foundation.codec,
                foundation.health,
                foundation.metrics,
                foundation.security,
                foundation.threads),
            session.loops,
            core.transfers());
    foundation.closing.add("doors", edge);
    core.whenToldToDrain(() -> foundation.threads.execute(edge::drain));
    return edge;
  }

  /**
   * Reads certificate and key.
   *
   * @throws IllegalArgumentException with one clear line if they cannot be used
   */
  public static void check(ServerConfig.Tls tls) {
    Edge.check(files(tls));
  }

  private static EdgeConfig.TlsFiles files(ServerConfig.Tls tls) {
    return new EdgeConfig.TlsFiles(tls.certificate(), tls.key());
  }

  private static CommandRates rates(ServerConfig.Rates rates) {
    return CommandRates.of(
        Rate.perSecond(rates.commandsPerSecond(), rates.commandsBurst()),
        Rate.perMinute(rates.openPerMinute(), rates.openPerMinute()));
  }

  private static EdgeConfig edgeConfig(ServerConfig config, SessionPart session, boolean alone) {
    EdgeConfig.Bounds standard = EdgeConfig.Bounds.DEFAULT;
    return new EdgeConfig(
        new EdgeConfig.Address(config.http().host(), config.http().port()),
        new EdgeConfig.Address(config.management().host(), config.management().port()),
        config.management().names(),
        config.web().publicUrl(),
        config.tls().map(EdgePart::files),
        config.web().origins().stream().map(URI::toString).toList(),
        config.web().pathPrefix(),
        config.web().trustedProxies(),
        new EdgeConfig.Bounds(
            session.memory.plan().connections(),
            config.rates().connectionsPerAddress(),
            standard.backlog(),
            standard.requestBytesMax(),
            standard.strangerBytesMax(),
            standard.fragmentsMax(),
            standard.startTimeout(),
            standard.requestTimeout(),
            standard.pingEvery(),
            standard.idleMax(),
            standard.closeTimeout()),
        alone
            ? new EdgeConfig.Drain(Duration.ZERO, config.drain(), EdgeConfig.ComeBack.HERE)
            : new EdgeConfig.Drain(
                config.cluster().notice(), config.drain(), EdgeConfig.ComeBack.ELSEWHERE));
  }
}
