package io.drawbridge.server.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.outbound.OutboundRules;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinksTest {
  private final Links links =
      new Links(OutboundRules.STRICT, URI.create("https://chat.acme.example"));

  @Test
  void firstThreeLinksAreFoundEachOnce() {
    assertThat(
            links.in(
                "see https://a.example/x?y=1#z, (https://b.example/b) and [c](https://c.example)."
                    + " https://a.example/x?y=1#z https://d.example"))
        .isEqualTo(
            List.of("https://a.example/x?y=1#z", "https://b.example/b", "https://c.example"));
  }

  /** Leak75: only what may be called is a link, whatever it is written as. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://plain.example",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://user:word@a.example/",
        "https://a.example:22/",
        "ftp://a.example/",
        "https://chat.acme.example/c/1"
      })
  void leak75WhatMayNotBeCalledIsNoLink(String text) {
    assertThat(links.in(text)).isEmpty();
  }
}
