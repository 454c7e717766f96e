package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://a:8080,      http://a:8080/v1/account.me,      ws://a:8080/v1/ws",
    "https://a/,         https://a/v1/account.me,          wss://a/v1/ws",
    "WSS://a/chat/,      https://a/chat/v1/account.me,     wss://a/chat/v1/ws",
    "ws://[::1]:1/,      http://[::1]:1/v1/account.me,     ws://[::1]:1/v1/ws",
  })
  void oneAddressLeadsToBothDoors(String given, String command, String socket) {
    ServerAddress address = ServerAddress.of(URI.create(given));

    assertThat(address.command("account.me")).isEqualTo(URI.create(command));
    assertThat(address.socket()).isEqualTo(URI.create(socket));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a", "a:8080", "http://user:secret@a", "http://a?token=x", "/v1"})
  void whatIsNoServerIsRefused(String given) {
    assertThatThrownBy(() -> ServerAddress.of(URI.create(given)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pathWithoutASlashAtTheEndIsTheSame() {
    assertThat(ServerAddress.of(URI.create("http://a/chat")))
        .isEqualTo(ServerAddress.of(URI.create("http://a/chat/")));
  }
}
