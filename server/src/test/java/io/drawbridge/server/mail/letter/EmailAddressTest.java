package io.drawbridge.server.mail.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "ann@example.com, ann@example.com",
    "Ann.Lee@Example.COM, ann.lee@example.com",
    "ann+tag@example.com, ann+tag@example.com",
    "ann@bücher.example, ann@xn--bcher-kva.example",
    "ann@BÜCHER.example, ann@xn--bcher-kva.example",
    "ann@XN--BCHER-KVA.example, ann@xn--bcher-kva.example"
  })
  void normalForm(String given, String normal) {
    assertThat(EmailAddress.of(given).value()).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "@example.com",
        "ann@",
        "a b@example.com",
        "ann@exa mple.com",
        "a@b@c.d",
        "ann@b\r\nc.d",
        "ann\r\n@b.c",
        "änn@example.com",
        "ann@-x.com",
        "a,b@c.d",
        "x.@d.example",
        ".x@d.example",
        "x..y@d.example",
        "\"ann\"@example.com",
        "ann(work)@example.com",
        "ann@example.com.",
        "ann@.example.com",
        "ann@[127.0.0.1]",
      })
  void refused(String given) {
    assertThatThrownBy(() -> EmailAddress.of(given)).isInstanceOf(Failure.class);
  }

  /** One mailbox is counted once, however it is spelt. */
  @ParameterizedTest
  @CsvSource({
    "ann+one@example.com, ann@example.com",
    "Ann+a+b@EXAMPLE.com, ann@example.com",
    "ann@bücher.example, ann@xn--bcher-kva.example",
    "+ann@example.com, +ann@example.com",
    "a.nn@example.com, a.nn@example.com"
  })
  void countedForm(String given, String counted) {
    assertThat(EmailAddress.of(given).counted()).isEqualTo(counted);
  }

  @Test
  void neverPrintsTheAddress() {
    assertThat(EmailAddress.of("ann@example.com").toString()).doesNotContain("ann");
  }
}
