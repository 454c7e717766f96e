package io.drawbridge.server.push.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Web Push is encrypted as RFC 8291 says. */
final class WebPushCipherTest {
  private static final String BROWSER =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

  private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

  private static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }

  private static PrivateKey secret(String number) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(
                new BigInteger(1, bytes(number)),
                parameters.getParameterSpec(ECParameterSpec.class)));
  }

  /** The example of <a href="https://www.rfc-editor.org/rfc/rfc8291#section-5">section 5</a>. */
  @Test
  void exampleOfTheStandardIsMadeByteForByte() throws GeneralSecurityException {
    KeyPair sender =
        new KeyPair(
            P256.read(
                    bytes(
                        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg"
                            + "Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"))
                .orElseThrow(),
            secret("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
    byte[] made =
        WebPushCipher.encrypt(
            "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.UTF_8),
            Browser.parse(BROWSER, AUTH).orElseThrow(),
            sender,
            bytes("DGv6ra1nlYgDCS1FRnbzlw"));
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(made))
        .isEqualTo(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
  }

  @Test
  void browserReadsWhatWasMadeForItAndNobodyTwiceTheSame() {
    TestBrowser browser = new TestBrowser();
    Browser at =
        Browser.parse(
                browser.at("https://push.example/1").p256dh(),
                browser.at("https://push.example/1").auth().value())
            .orElseThrow();
    byte[] text = "ü".repeat(1_900).getBytes(StandardCharsets.UTF_8);
    byte[] one = WebPushCipher.encrypt(text, at, new SecureRandom());
    byte[] other = WebPushCipher.encrypt(text, at, new SecureRandom());
    assertThat(browser.read(one)).isEqualTo("ü".repeat(1_900));
    assertThat(one).isNotEqualTo(other);
    assertThatThrownBy(() -> WebPushCipher.encrypt(new byte[3_994], at, new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoPointOfTheCurveIsNoBrowser() {
    byte[] off = bytes(BROWSER);
    off[64]++;
    assertThat(Browser.of(off, bytes(AUTH))).isEmpty();
    byte[] compressed = Arrays.copyOf(bytes(BROWSER), 33);
    compressed[0] = 2;
    assertThat(Browser.of(compressed, bytes(AUTH))).isEmpty();
    byte[] zero = new byte[65];
    zero[0] = 4;
    assertThat(Browser.of(zero, bytes(AUTH))).isEmpty();
    byte[] large = new byte[65];
    Arrays.fill(large, (byte) 0xff);
    large[0] = 4;
    assertThat(Browser.of(large, bytes(AUTH))).isEmpty();
    assertThat(Browser.of(bytes(BROWSER), new byte[15])).isEmpty();
    assertThat(Browser.parse(BROWSER, "no base64!")).isEmpty();
    assertThat(Browser.parse(BROWSER, AUTH).orElseThrow().point()).isEqualTo(bytes(BROWSER));
  }
}
