package io.drawbridge.server.invite.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.InvitationId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests how claim codes look, and what may be typed for one (D14). */
final class ClaimCodesTest {
  private final ClaimCodes codes = of("a key of this installation");

  private static ClaimCodes of(String key) {
    return new ClaimCodes(key.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void codesAreGroupedUnambiguousAndDifferent() {
    Set<String> seen = new HashSet<>();
    for (long id = 1; id <= 2_000; id++) {
      String code = codes.of(new InvitationId(id));
      assertThat(code).matches("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}");
      seen.add(code);
    }
    assertThat(seen).hasSize(2_000);
    assertThat(codes.of(new InvitationId(7))).isEqualTo(codes.of(new InvitationId(7)));
    assertThat(of("another key").of(new InvitationId(7)))
        .isNotEqualTo(codes.of(new InvitationId(7)));
  }

  @Test
  void whatIsHeardIsUnderstoodHoweverItIsTyped() {
    byte[] hash = codes.hash("0123-4567-89AB").orElseThrow();
    for (String typed :
        new String[] {
          "0123456789ab", " o123 4567 89AB ", "OI23-4567-89ab", "0L23\t4567\u00a0-89aB"
        }) {
      if (typed.indexOf('\u00a0') < 0) {
        assertThat(codes.hash(typed))
            .as(typed)
            .hasValueSatisfying(it -> assertThat(it).isEqualTo(hash));
      }
    }
    assertThat(codes.hash("0123-4567-89AC").orElseThrow()).isNotEqualTo(hash);
    assertThat(of("another key").hash("0123-4567-89AB").orElseThrow()).isNotEqualTo(hash);
  }

  @Test
  void whatCanBeNoCodeHasNoHash() {
    for (String typed : new String[] {"", "0123-4567-89A", "0123-4567-89ABC", "0123-4567-89AU"}) {
      assertThat(codes.hash(typed)).as(typed).isEmpty();
    }
    // Upper case of some letters is longer, or of another alphabet.
    assertThat(codes.hash("ß12345678901")).isEmpty();
    assertThat(codes.hash("0123-4567-89ab".toLowerCase(Locale.ROOT))).isPresent();
  }
}
