package io.drawbridge.server.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drawbridge.server.edge.http.OriginPolicy.Standing;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginPolicyTest {
  private final OriginPolicy policy =
      new OriginPolicy(
          Optional.empty(), List.of("https://app.example", "http://localhost:5173"), false);

  @ParameterizedTest
  @CsvSource({
    "https://chat.example, chat.example, OWN",
    "https://chat.example:443, chat.example, OWN",
    "https://CHAT.example, chat.EXAMPLE, OWN",
    "http://chat.example:8080, chat.example:8080, OWN",
    "http://[::1]:8080, [::1]:8080, OWN",
    "http://chat.example, chat.example:8080, REFUSED",
    "https://chat.example:8443, chat.example, REFUSED",
    "https://a.chat.example, chat.example, REFUSED",
    "https://chat.example.evil, chat.example, REFUSED",
    "https://evilchat.example, chat.example, REFUSED",
    "https://chat.example., chat.example, REFUSED",
    "https://chat.example/, chat.example, REFUSED",
    "https://chat.example/x, chat.example, REFUSED",
    "https://chat.example?x, chat.example, REFUSED",
    "https://user@chat.example, chat.example, REFUSED",
    "https://сhat.example, chat.example, REFUSED",
    "null, chat.example, REFUSED",
    "chat.example, chat.example, REFUSED",
    "ftp://chat.example, chat.example, REFUSED",
    "file://, chat.example, REFUSED",
    "https://, chat.example, REFUSED",
    "https://app.example, chat.example, LISTED",
    "https://app.example:443, chat.example, LISTED",
    "http://app.example, chat.example, REFUSED",
    "http://localhost:5173, chat.example, LISTED",
    "http://localhost:5174, chat.example, REFUSED",
  })
  void judges(String origin, String host, Standing expected) {
    assertThat(policy.judge(List.of(origin), host)).isEqualTo(expected);
  }

  @Test
  void clientWithoutOriginIsNoBrowser() {
    assertThat(policy.judge(List.of(), "chat.example")).isEqualTo(Standing.OWN);
  }

  @Test
  void twoOriginsAreRefused() {
    assertThat(
            policy.judge(List.of("https://chat.example", "https://chat.example"), "chat.example"))
        .isEqualTo(Standing.REFUSED);
  }

  @Test
  void strangeHostMatchesNothing() {
    assertThat(policy.judge(List.of("https://chat.example"), "chat.example/@evil"))
        .isEqualTo(Standing.REFUSED);
    assertThat(policy.judge(List.of("https://chat.example"), "")).isEqualTo(Standing.REFUSED);
  }

  @Test
  void listedOriginMustBeOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OriginPolicy(Optional.empty(), List.of("app.example"), false))
        .withMessageContaining("expected: like https://");
  }

  /** Issue 8.24: the owner of a name that points at this server chooses the Host. */
  @Test
  void whereThePublicUrlIsSaidTheHostSaysNothing() {
    OriginPolicy said =
        new OriginPolicy(
            Optional.of(URI.create("https://chat.example/chat")),
            List.of("https://app.example"),
            false);
    assertThat(said.judge(List.of("https://chat.example"), "10.0.0.7:8080"))
        .isEqualTo(Standing.OWN);
    assertThat(said.judge(List.of("http://evil.example:8080"), "evil.example:8080"))
        .isEqualTo(Standing.REFUSED);
    assertThat(said.judge(List.of("https://app.example"), "x")).isEqualTo(Standing.LISTED);
    assertThat(said.judge(List.of("http://chat.example"), "chat.example"))
        .isEqualTo(Standing.REFUSED);
  }

  @Test
  void pageInTheClearIsRefusedWhereTheServerSpeaksTls() {
    OriginPolicy tls = new OriginPolicy(Optional.empty(), List.of("http://localhost:5173"), true);
    assertThat(tls.judge(List.of("http://chat.example"), "chat.example"))
        .isEqualTo(Standing.REFUSED);
    assertThat(tls.judge(List.of("https://chat.example"), "chat.example")).isEqualTo(Standing.OWN);
    assertThat(tls.judge(List.of("http://localhost:5173"), "chat.example"))
        .isEqualTo(Standing.LISTED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OriginPolicy(Optional.empty(), List.of("http://app.example"), true))
        .withMessageContaining("expected: https");
  }
}
