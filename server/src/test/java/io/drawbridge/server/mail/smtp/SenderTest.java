package io.drawbridge.server.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mail.from} (8.27). */
class SenderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "North Chat <chat@north.example>",
        "\"North Chat\" <chat@north.example>",
        "  North Chat<chat@north.example> "
      })
  void nameIsTaken(String given) {
    assertThat(Sender.parse(given)).contains(new Sender("North Chat", "chat@north.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chat@north.example", "<chat@north.example>", "\"\" <chat@north.example>"})
  void withoutANameItIsTheProducts(String given) {
    assertThat(Sender.parse(given)).contains(new Sender("Drawbridge", "chat@north.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "North Chat",
        "North Chat chat@north.example",
        "North <chat@north.example",
        "North <chat> x",
        "Bad\r\nBcc: x <chat@north.example>",
        "visit evil.example <chat@north.example>",
        "a@b.example <chat@north.example>",
        "chat@north.example, b@north.example"
      })
  void nothingElseIsASender(String given) {
    assertThat(Sender.parse(given)).isEmpty();
  }

  @Test
  void headerIsEncoded() {
    assertThat(new Sender("Nörd, Chat", "chat@north.example").header().toString())
        .isEqualTo("=?UTF-8?Q?N=C3=B6rd=2C_Chat?= <chat@north.example>");
  }
}
