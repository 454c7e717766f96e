package io.drawbridge.server.push;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.notify.NoticeWorld;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A house whose notices are judged and pushed when a test says so, with a push service. */
final class PushWorld implements AutoCloseable {
  private static final String KEY = "A".repeat(32);
  private final AtomicInteger number = new AtomicInteger();

  final PushService service = PushService.start();
  final NoticeWorld notices =
      new NoticeWorld(
          Map.of(
              ConfigKey.MAIL_NOTICES_AFTER,
              "1h",
              ConfigKey.PUSH_HOLD,
              "0s",
              ConfigKey.OUTBOUND_SCHEMES,
              "any",
              ConfigKey.OUTBOUND_ALLOWED,
              "127.0.0.0/8",
              ConfigKey.PUSH_GATEWAY_URL,
              service.url("gateway"),
              ConfigKey.PUSH_GATEWAY_SECRET,
              "whsec_" + KEY));

  PushWorld() {
    notices.house.withExits();
  }

  static Secret gatewaySecret() {
    return new Secret("whsec_" + KEY);
  }

  /** A path of the service that no other device has. */
  String path() {
    return "device" + number.incrementAndGet();
  }

  PushDeviceId subscribe(Caller person, PushTarget target) {
    return subscribe(person, target, Optional.empty());
  }

  PushDeviceId subscribe(Caller person, PushTarget target, Optional<Boolean> endsWithSession) {
    return notices
        .house
        .tell(
            person,
            new SessionCommand.SubscribePush(
                notices.house.clientId(), target, "phone", endsWithSession))
        .device();
  }

  /** Judges what was said, hands over what is due, and calls back what was lost. */
  void push() {
    notices.judge();
    feature().push();
  }

  /** Does so, and waits until nothing is left that could leave now. */
  void settled() {
    push();
    Awaitility.await()
        .atMost(90, TimeUnit.SECONDS)
        .until(() -> count("outbox where exit = 'push' and state <> 'dead'") == 0);
  }

  private PushCommands feature() {
    return notices.house.core.features().all().stream()
        .filter(PushCommands.class::isInstance)
        .map(PushCommands.class::cast)
        .findFirst()
        .orElseThrow();
  }

  int count(String from) {
    return notices.count("select count(*) from " + from);
  }

  /** Says something that names somebody. */
  long name(ConversationId conversation, Caller named, String text) {
    return notices.name(notices.owner(), conversation, named, text);
  }

  @Override
  public void close() {
    notices.close();
    service.close();
  }
}
