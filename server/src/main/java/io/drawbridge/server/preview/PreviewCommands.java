package io.drawbridge.server.preview;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.outbound.OutboundClient;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.platform.Platform;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The command about previews of links and, where the operator lets them, the worker behind them.
 */
public final class PreviewCommands implements Feature {
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final boolean on;
  private final RemovePreviews remove;
  private final OutboundClient client;
  private final ShowPages show;
  private final PreviewedLanes lanes;
  private final WriterLanes plain;

  /**
   * Makes them.
   *
   * @param on pages are read
   * @param rules what may be called
   * @param shown where others reach this server, which never calls itself
   */
  public PreviewCommands(
      Platform platform,
      AccessGate gate,
      WriterLanes lanes,
      boolean on,
      OutboundRules rules,
      URI shown) {
    Links links = new Links(rules, shown);
    this.on = on;
    this.plain = lanes;
    this.client = OutboundClient.of(rules);
    this.remove = new RemovePreviews(gate, lanes, new RequestKeys(platform.codec()));
    this.show =
        new ShowPages(platform, gate, lanes, new PageReader(client, links, platform.metrics()));
    this.lanes =
        new PreviewedLanes(
            lanes, new WantPreviews(platform.database(), gate, links, platform.threads()));
  }

  /** The lanes by which features write what may have links. */
  public WriterLanes lanes() {
    return on ? lanes : plain;
  }

  @Override
  public void register(Commands commands) {
    commands.on(MessageCommand.RemovePreviews.class, remove::handle);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return on
        ? List.of(
            new PeriodicTask("reading the pages of links", ShowPages.EVERY, show::round),
            new PeriodicTask("forgetting old pages of links", SWEEP_EVERY, show::sweep))
        : List.of();
  }

  @Override
  public void close() {
    show.close();
    client.close();
  }
}
