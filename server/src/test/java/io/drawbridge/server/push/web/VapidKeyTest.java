package io.drawbridge.server.push.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Calls of push services are signed as RFC 8292 says. */
final class VapidKeyTest {
  private static final Pattern HEADER =
      Pattern.compile("vapid t=(([\\w-]+)\\.([\\w-]+))\\.([\\w-]+), k=([\\w-]+)");

  @Test
  void tokenIsForOnePushServiceAndVerifiesByThePublicKey() throws GeneralSecurityException {
    VapidKey key = VapidKey.make();
    Matcher header =
        HEADER.matcher(
            key.authorization(
                "https://push.example", "https://chat.example", Instant.ofEpochSecond(1_800_000)));
    assertThat(header.matches()).isTrue();
    assertThat(text(header.group(2))).isEqualTo("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");
    assertThat(text(header.group(3)))
        .isEqualTo(
            "{\"aud\":\"https://push.example\",\"exp\":1800000,\"sub\":\"https://chat.example\"}");
    assertThat(header.group(5)).isEqualTo(key.written()).hasSize(87);
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(P256.read(bytes(header.group(5))).orElseThrow());
    signature.update(header.group(1).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(bytes(header.group(4)))).isTrue();
    assertThat(bytes(header.group(4))).hasSize(64);
    assertThat(key.toString()).doesNotContain("secret").contains(key.written());
  }

  private static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }

  private static String text(String base64) {
    return new String(bytes(base64), StandardCharsets.UTF_8);
  }
}
