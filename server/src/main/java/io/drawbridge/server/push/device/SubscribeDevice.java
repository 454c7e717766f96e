package io.drawbridge.server.push.device;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.push.PushKind;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.result.SessionResult.PushSubscribed;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.outbound.Destination;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.push.web.Browser;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code push.subscribe}. A browser, or an app, that belonged to somebody else belongs to the one
 * who signed in there last, if they show what only it knows: two people who share a computer are
 * not told of each other's messages.
 */
public final class SubscribeDevice
    implements Handler<SessionCommand.SubscribePush, PushSubscribed> {
  private final Changes changes;
  private final Ids ids;
  private final OutboundRules rules;
  private final boolean gateway;
  private final PushDeviceStore store = new PushDeviceStore();

  /** {@code gateway}: apps can be reached. */
  public SubscribeDevice(Changes changes, Ids ids, OutboundRules rules, boolean gateway) {
    this.changes = changes;
    this.ids = ids;
    this.rules = rules;
    this.gateway = gateway;
  }

  @Override
  public CompletionStage<Answer<PushSubscribed>> handle(
      Caller caller, SessionCommand.SubscribePush command) {
    PushDeviceStore.Place place = place(command.target());
    return changes
        .ofAccount(
            caller.account(),
            changes.request(caller, command, PushSubscribed.class),
            tx -> new PushSubscribed(subscribe(tx, caller, command, place)))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private PushDeviceStore.Place place(PushTarget target) {
    return switch (target) {
      case PushTarget.Web web -> {
        Destination _ = Destination.of("endpoint", web.endpoint().value(), rules);
        Browser browser =
            Browser.parse(web.p256dh(), web.auth().value())
                .orElseThrow(() ->
                    Failure.invalid(
                        "target: no keys of a browser (expected: a point of P-256 and 16 bytes,"
                            + " in base64url)"));
        yield new PushDeviceStore.Place(
            PushKind.WEB,
            web.endpoint().value(),
            Optional.of(browser.point()),
            Optional.of(browser.auth()));
      }
      case PushTarget.Gateway app -> {
        if (!gateway) {
          throw Failure.invalid("target: gateway (expected: web; this server has no gateway)");
        }
        yield new PushDeviceStore.Place(
            PushKind.GATEWAY, app.token().value(), Optional.empty(), Optional.empty());
      }
    };
  }

  private PushDeviceId subscribe(
      AuditedTransaction tx,
      Caller caller,
      SessionCommand.SubscribePush command,
      PushDeviceStore.Place place) {
    Optional<SessionId> session =
        command.endsWithSession().orElse(true) ? Optional.of(caller.session()) : Optional.empty();
    Optional<PushDeviceStore.Known> known = store.at(tx.handle(), place);
    if (known.filter(it -> it.account().equals(caller.account())).isPresent()) {
      PushDeviceId device = known.get().device();
      store.update(tx, device, session, command.name(), place);
      return device;
    }
    known.ifPresent(other -> takeOver(tx, other));
    if (store.count(tx.handle(), caller.account()) >= Limits.PUSH_DEVICES_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "%d devices are pushed to (expected: at most %d)"
              .formatted(Limits.PUSH_DEVICES_MAX, Limits.PUSH_DEVICES_MAX));
    }
    PushDeviceId device = new PushDeviceId(ids.next());
    if (!store.insert(tx, device, caller.account(), session, command.name(), place)) {
      throw taken();
    }
    return device;
  }

  private void takeOver(AuditedTransaction tx, PushDeviceStore.Known other) {
    if (!other.proved()) {
      throw taken();
    }
    store.forget(tx.handle(), other.device().value());
  }

  private static Failure taken() {
    return Failure.of(
        ErrorCode.CONFLICT, "target: somebody else's (expected: of this browser or app)");
  }
}
