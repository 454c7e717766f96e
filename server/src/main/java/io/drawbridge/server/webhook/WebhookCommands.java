package io.drawbridge.server.webhook;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.exit.Sending;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.outbound.OutboundClient;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.webhook.incoming.PostByWebhook;
import io.drawbridge.server.webhook.outgoing.WebhookExit;
import io.drawbridge.server.webhook.outgoing.WebhookFeed;
import io.drawbridge.server.webhook.stored.WebhookSecrets;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The commands about webhooks, what feeds the outgoing ones, and the way by which they leave. */
public final class WebhookCommands implements Feature {
  private static final Duration FEED_EVERY = Duration.ofMillis(500);

  /** So many services may be slow at the same time and hold up nobody else. */
  private static final int WORKERS = 4;

  private final CreateWebhook create;
  private final SubscribeWebhook subscribe;
  private final ListWebhooks list;
  private final RotateWebhook rotate;
  private final DeleteWebhook delete;
  private final ReplayWebhook replay;
  private final PostByWebhook post;
  private final WebhookFeed feed;
  private final OutboundClient client;
  private final Sending<?> sending;

  /**
   * Makes them.
   *
   * @param key of this installation, from which secrets follow
   * @param rules what may be called
   * @param shown where others reach this server
   */
  public WebhookCommands(
      Platform platform,
      Access access,
      Changes changes,
      WriterLanes lanes,
      byte[] key,
      OutboundRules rules,
      URI shown) {
    AccessGate gate = access.gate();
    Database database = platform.database();
    WebhookSecrets secrets = new WebhookSecrets(key);
    GivenSecrets given = new GivenSecrets(database, secrets, shown);
    Outbox outbox = new Outbox(WebhookExit.NAME, database, platform.ids());
    this.client = OutboundClient.of(rules);
    this.create = new CreateWebhook(platform, gate, changes, given);
    this.subscribe = new SubscribeWebhook(platform, gate, changes, rules, given);
    this.list = new ListWebhooks(database, gate, access.people(), outbox);
    this.rotate = new RotateWebhook(database, gate, changes, given);
    this.delete = new DeleteWebhook(platform, gate, changes, new BotEnding(changes), outbox);
    this.replay = new ReplayWebhook(database, gate, changes, outbox);
    this.post = new PostByWebhook(platform, gate, lanes, secrets);
    this.feed = new WebhookFeed(database, outbox);
    WebhookExit exit =
        new WebhookExit(platform, gate, access.people(), secrets, client, rules, outbox);
    this.sending = new Sending<>(outbox, exit, WORKERS);
  }

  @Override
  public void register(Commands commands) {
    commands.on(WebhookCommand.Create.class, create);
    commands.on(WebhookCommand.Subscribe.class, subscribe);
    commands.on(WebhookCommand.ListAll.class, list);
    commands.on(WebhookCommand.Rotate.class, rotate);
    commands.on(WebhookCommand.Delete.class, delete);
    commands.on(WebhookCommand.Replay.class, replay);
    commands.open(WebhookCommand.Post.class, post);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(new PeriodicTask("feeding webhooks", FEED_EVERY, feed::feed));
  }

  @Override
  public List<Sending<?>> sendings() {
    return List.of(sending);
  }

  @Override
  public void close() {
    client.close();
  }
}
