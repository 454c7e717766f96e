package io.drawbridge.server.push.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * The key by which push services know this server: <a
 * href="https://www.rfc-editor.org/rfc/rfc8292">RFC 8292</a>. Browsers subscribe with its public
 * part, and take pushes from nobody else.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares keys
public record VapidKey(byte[] point, PrivateKey secret) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEAD = base64("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");

  static VapidKey make() {
    try {
      KeyPair pair = P256.generate();
      return new VapidKey(P256.write((ECPublicKey) pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  static VapidKey of(byte[] point, byte[] secret) throws GeneralSecurityException {
    return new VapidKey(
        point, KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret)));
  }

  /** The public part as browsers take it. */
  public String written() {
    return BASE64.encodeToString(point);
  }

  /**
   * The header {@code Authorization} of a call.
   *
   * @param origin of the push service, as in {@code https://push.example}
   * @param contact of the operator, a URL
   * @param until when it is good for nothing any more; at most a day from now
   */
  public String authorization(String origin, String contact, Instant until) {
    String claims =
        "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"}"
            .formatted(origin, until.getEpochSecond(), contact);
    String said = HEAD + "." + base64(claims);
    return "vapid t=%s.%s, k=%s".formatted(said, signature(said), written());
  }

  private String signature(String said) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(secret);
      signature.update(said.getBytes(StandardCharsets.US_ASCII));
      return BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ES256", e);
    }
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Only the public part. */
  @Override
  public String toString() {
    return "VapidKey[" + written() + "]";
  }
}
