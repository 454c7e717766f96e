package io.drawbridge.server.outbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs bodies as <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 * Standard Webhooks</a> describe it: HMAC-SHA256 over id, time and body.
 */
public final class StandardSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private StandardSignature() {}

  /**
   * The headers of a call.
   *
   * @param id the same each time that the same thing is told
   * @param seconds since 1970
   * @param keys one signature for each: two while a key is replaced
   */
  public static Map<String, String> headers(
      String id, long seconds, byte[] body, List<byte[]> keys) {
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(seconds),
        "webhook-signature",
        keys.stream()
            .map(key -> "v1," + signature(id, seconds, body, key))
            .collect(Collectors.joining(" ")));
  }

  private static String signature(String id, long seconds, byte[] body, byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update("%s.%d.".formatted(id, seconds).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
