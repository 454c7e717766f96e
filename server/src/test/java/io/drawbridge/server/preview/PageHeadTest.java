package io.drawbridge.server.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PageHeadTest {
  private static Optional<Page> page(String html) {
    return PageHead.of(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
  }

  @Test
  void openGraphComesBeforeTitleAndDescription() {
    assertThat(
            page(
                """
                <html><head><title>Plain</title><meta name="description" content="So">
                <meta property="og:title" content=" The  bridge ">
                <meta property="og:site_name" content="Delft">
                """))
        .contains(new Page("The bridge", Optional.of("So"), Optional.of("Delft")));
    assertThat(page("<title>Plain</title>"))
        .contains(new Page("Plain", Optional.empty(), Optional.empty()));
    assertThat(page("<p>no title")).isEmpty();
  }

  @Test
  void charsetIsTheHeadersOrThePagesOwn() {
    byte[] latin = "<title>Brücke</title>".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(PageHead.of(latin, "text/html; charset=ISO-8859-1").orElseThrow().title())
        .isEqualTo("Brücke");
    byte[] own =
        "<meta charset=windows-1251><title>\u041c\u043e\u0441\u0442</title>"
            .getBytes(Charset.forName("windows-1251"));
    assertThat(PageHead.of(own, "text/html").orElseThrow().title())
        .isEqualTo("\u041c\u043e\u0441\u0442");
    assertThat(PageHead.of(latin, "text/html; charset=no such").isPresent()).isTrue();
  }

  /**
   * Leak70: what a page says is one bounded line that cannot turn or hide what stands beside it.
   */
  @Test
  void leak70WhatAPageSaysIsOnePlainLine() {
    Page page = page("<title>a\u202eb\nc\u0007" + "x".repeat(10_000) + "</title>").orElseThrow();
    assertThat(page.title()).startsWith("a b c x").hasSize(300);
    assertThat(PageHead.line("\ud83d\ude00".repeat(9), 5)).contains("\ud83d\ude00".repeat(2));
    assertThat(PageHead.isPage("text/html;charset=x")).isTrue();
    assertThat(PageHead.isPage("application/json")).isFalse();
  }
}
