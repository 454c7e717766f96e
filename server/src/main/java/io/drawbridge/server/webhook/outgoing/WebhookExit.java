package io.drawbridge.server.webhook.outgoing;

import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.delivery.log.EventStore;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.delivery.log.Origin;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.Due;
import io.drawbridge.server.exit.Exit;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.outbound.Destination;
import io.drawbridge.server.outbound.OutboundClient;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.outbound.Posting;
import io.drawbridge.server.outbound.StandardSignature;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.webhook.stored.StoredWebhook;
import io.drawbridge.server.webhook.stored.StoredWebhook.Out;
import io.drawbridge.server.webhook.stored.WebhookSecrets;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Webhooks as an exit: what a row tells is read when it is sent, as the webhook's owner sees it at
 * that moment, if they manage the conversation still. Thread-safe.
 */
@LetsOut(Surface.WEBHOOK)
public final class WebhookExit implements Exit<WebhookCall> {
  public static final String NAME = "webhook";

  /** What all rows are: one event for one webhook. */
  public static final String KIND = "event";

  /** A removal may wait for so long. */
  private static final Duration SEND_MAX = OutboundClient.CALL_MAX.plusSeconds(5);

  /** After the last of these attempts an event is about a day old. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(6),
          Duration.ofHours(10));

  /** Who has failed for so long when an event is given up is called no more. */
  private static final Duration FAILED_AFTER = Duration.ofHours(20);

  private final Platform platform;
  private final AccessGate gate;
  private final People people;
  private final WebhookSecrets secrets;
  private final OutboundClient client;
  private final OutboundRules rules;
  private final Outbox outbox;
  private final EventStore events = new EventStore();
  private final WebhookStore store = new WebhookStore();

  public WebhookExit(
      Platform platform,
      AccessGate gate,
      People people,
      WebhookSecrets secrets,
      OutboundClient client,
      OutboundRules rules,
      Outbox outbox) {
    this.platform = platform;
    this.gate = gate;
    this.people = people;
    this.secrets = secrets;
    this.client = client;
    this.rules = rules;
    this.outbox = outbox;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<WebhookCall> compose(Handle snapshot, Due row) {
    return row.subject()
        .flatMap(id -> store.find(snapshot, new WebhookId(id)))
        .flatMap(hook ->
            hook.out()
                .flatMap(out ->
                    seen(snapshot, hook, pos(row))
                        .map(entry -> call(snapshot, row, hook, out, entry))));
  }

  /** The same without what is only needed to call. */
  @Override
  public boolean stands(Handle snapshot, Due row) {
    return row.subject()
        .flatMap(id -> store.find(snapshot, new WebhookId(id)))
        .flatMap(hook -> seen(snapshot, hook, pos(row)))
        .isPresent();
  }

  private static long pos(Due row) {
    return Long.parseLong(row.recipient());
  }

  /** The event as the owner sees it now. */
  private Optional<LogEntry> seen(Handle snapshot, StoredWebhook hook, long pos) {
    List<Decision> decided =
        gate.decideAll(
            snapshot,
            List.of(
                new Asked(hook.owner(), hook.conversation(), Action.Manage.MANAGE_HOOKS),
                new Asked(hook.owner(), hook.conversation(), Action.Read.TELL_OF_EXTERNALS)));
    if (!(decided.getFirst() instanceof Decision.Allowed)) {
      return Optional.empty();
    }
    boolean externals = decided.getLast() instanceof Decision.Allowed;
    // No session asks: the webhook stands for one.
    Caller owner = new Caller(hook.owner(), new SessionId(hook.id().value()));
    return gate.read(snapshot, owner, hook.conversation())
        .flatMap(permit -> entry(snapshot, permit, pos))
        .filter(entry -> externals || !tellsOfExternal(snapshot, entry));
  }

  private Optional<LogEntry> entry(Handle snapshot, ReadPermit permit, long pos) {
    return events
        .at(snapshot, permit, pos)
        .filter(entry -> !(entry.content() instanceof LogEntry.Gone));
  }

  private boolean tellsOfExternal(Handle snapshot, LogEntry entry) {
    Whose whose = entry.content().whose(entry).and(entry.author());
    return whose.anybody()
        || Stream.concat(whose.people().stream(), entry.origin().stream().map(Origin::author))
            .anyMatch(person -> gate.external(snapshot, entry.conversation(), person));
  }

  private WebhookCall call(Handle snapshot, Due row, StoredWebhook hook, Out out, LogEntry entry) {
    byte[] body =
        platform
            .codec()
            .encode(
                entry
                    .content()
                    .event(entry, person -> people.card(snapshot, entry.conversation(), person)));
    List<byte[]> keys = new ArrayList<>();
    keys.add(secrets.key(hook.id(), hook.version()));
    hook.oldUntil().ifPresent(_ -> keys.add(secrets.key(hook.id(), hook.version() - 1)));
    return new WebhookCall(
        hook.id(),
        Posting.json(
            Destination.of("url", out.url(), rules),
            StandardSignature.headers(
                "msg_" + Long.toString(row.id(), 36),
                platform.clock().now().getEpochSecond(),
                body,
                keys),
            body),
        out.failingSince().isPresent(),
        out.failed());
  }

  @Override
  public Carrier<WebhookCall> open() {
    return new WebhookCarrier(platform.database(), client, outbox);
  }

  @Override
  public void undeliverable(Due row) {
    row.subject()
        .map(WebhookId::new)
        .ifPresent(hook -> {
          boolean _ = platform.database().write(handle -> store.giveUp(handle, hook, FAILED_AFTER));
        });
  }

  @Override
  public Duration sendMax() {
    return SEND_MAX;
  }

  @Override
  public List<Duration> waits() {
    return WAITS;
  }
}
