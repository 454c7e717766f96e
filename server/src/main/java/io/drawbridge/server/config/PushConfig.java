package io.drawbridge.server.config;

import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The settings of pushes.
 *
 * @param gateway how apps are reached; absent: there are browsers alone
 * @param hold how long a push waits for a reader who is active
 */
public record PushConfig(Optional<Gateway> gateway, Duration hold) {
  private static final Duration HOLD_MAX = Duration.ofMinutes(10);
  private static final String SECRET = "whsec_";
  private static final int KEY_BYTES_MIN = 24;
  private static final int KEY_BYTES_MAX = 64;

  /**
   * The operator's own gateway.
   *
   * @param key that signs calls
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares keys
  public record Gateway(String url, byte[] key) {
    /** Not the key. */
    @Override
    public String toString() {
      return "Gateway[" + url + "]";
    }
  }

  static PushConfig read(ConfigReader reader) {
    Optional<String> url = reader.optionalText(ConfigKey.PUSH_GATEWAY_URL);
    Optional<byte[]> key = reader.parsed(ConfigKey.PUSH_GATEWAY_SECRET, PushConfig::key);
    if (url.isPresent() != reader.optionalText(ConfigKey.PUSH_GATEWAY_SECRET).isPresent()) {
      reader.mistake(
          "push.gateway_url, push.gateway_secret: only one is given (expected: both or neither)");
    }
    return new PushConfig(
        url.flatMap(to -> key.map(secret -> new Gateway(to, secret))),
        reader.duration(ConfigKey.PUSH_HOLD, Duration.ZERO, HOLD_MAX));
  }

  private static Optional<byte[]> key(String text) {
    if (!text.startsWith(SECRET)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(text.substring(SECRET.length()));
      return Optional.of(key)
          .filter(it -> it.length >= KEY_BYTES_MIN && it.length <= KEY_BYTES_MAX);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
