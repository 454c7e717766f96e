package io.drawbridge.server.push.send;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.push.GatewayPush;
import io.drawbridge.protocol.push.PushMessage;
import io.drawbridge.protocol.push.PushUrgency;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.config.PushConfig;
import io.drawbridge.server.exit.Due;
import io.drawbridge.server.outbound.Destination;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.outbound.Posting;
import io.drawbridge.server.outbound.StandardSignature;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.platform.PurposeKey;
import io.drawbridge.server.push.web.VapidKey;
import io.drawbridge.server.push.web.VapidKeys;
import io.drawbridge.server.push.web.WebPushCipher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the calls that push: to the push service of a browser, encrypted (<a
 * href="https://www.rfc-editor.org/rfc/rfc8030">RFC 8030</a>), or to the operator's gateway,
 * signed. Thread-safe.
 */
public final class PushCalls {
  /** For how long a push service keeps what a device does not take. */
  private static final Duration TTL = Duration.ofDays(1);

  /** A withdrawal outlives what it withdraws. */
  private static final Duration WITHDRAW_TTL = TTL.multipliedBy(2);

  private static final Duration SIGNED_FOR = Duration.ofHours(12);
  private static final int TOPIC_BYTES = 24;

  private final Platform platform;
  private final VapidKeys keys;
  private final PurposeKey topics;
  private final OutboundRules rules;
  private final Optional<PushConfig.Gateway> gateway;
  private final URI contact;

  /**
   * @param key of this installation
   * @param contact where push services find who runs this server
   */
  public PushCalls(
      Platform platform,
      VapidKeys keys,
      byte[] key,
      OutboundRules rules,
      Optional<PushConfig.Gateway> gateway,
      URI contact) {
    this.platform = platform;
    this.keys = keys;
    this.topics = new PurposeKey(key, "drawbridge push topic");
    this.rules = rules;
    this.gateway = gateway;
    this.contact = contact;
  }

  /** Reads the key, which cannot be read while a row is. Blocks the first time. */
  void prepare() {
    VapidKey _ = keys.key();
  }

  /** The call, once prepared; empty if the device cannot be called any more. */
  Optional<Posting> call(
      Due row,
      PushDeviceAt device,
      ConversationId conversation,
      PushUrgency urgency,
      PushMessage message) {
    Duration ttl = message instanceof PushMessage.Withdraw ? WITHDRAW_TTL : TTL;
    String topic = topic(device, conversation);
    return switch (device.kind()) {
      case WEB -> web(device, topic, urgency, ttl, message);
      case GATEWAY -> gateway.map(to -> app(row, to, device, topic, urgency, ttl, message));
    };
  }

  /** The same for one conversation of a device each time; it tells a push service nothing. */
  private String topic(PushDeviceAt device, ConversationId conversation) {
    byte[] code = topics.code(device.device(), conversation.value());
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(code, TOPIC_BYTES));
  }

  private Optional<Posting> web(
      PushDeviceAt device, String topic, PushUrgency urgency, Duration ttl, PushMessage message) {
    byte[] text = platform.codec().json(message).getBytes(StandardCharsets.UTF_8);
    Destination to = Destination.of("endpoint", device.address(), rules);
    URI endpoint = URI.create(device.address());
    String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    return device
        .browser()
        .map(browser ->
            new Posting(
                to,
                Map.of(
                    "Content-Encoding",
                    "aes128gcm",
                    "TTL",
                    Long.toString(ttl.toSeconds()),
                    "Topic",
                    topic,
                    "Urgency",
                    urgency.wire(),
                    "Authorization",
                    keys.key()
                        .authorization(
                            origin, contact.toString(), platform.clock().now().plus(SIGNED_FOR))),
                "application/octet-stream",
                WebPushCipher.encrypt(text, browser, platform.random())));
  }

  private Posting app(
      Due row,
      PushConfig.Gateway to,
      PushDeviceAt device,
      String topic,
      PushUrgency urgency,
      Duration ttl,
      PushMessage message) {
    byte[] body =
        platform
            .codec()
            .json(
                new GatewayPush(
                    new Secret(device.address()), topic, urgency, (int) ttl.toSeconds(), message))
            .getBytes(StandardCharsets.UTF_8);
    return Posting.json(
        Destination.of("push.gateway_url", to.url(), rules),
        StandardSignature.headers(
            "msg_" + Long.toString(row.id(), Character.MAX_RADIX),
            platform.clock().now().getEpochSecond(),
            body,
            List.of(to.key())),
        body);
  }
}
