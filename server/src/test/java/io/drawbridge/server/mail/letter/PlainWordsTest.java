package io.drawbridge.server.mail.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that people write become no link in mails of ours, and stay readable (8.5). */
class PlainWordsTest {
  @ParameterizedTest
  @CsvSource({
    "https://evil.example/x?y=1, https[:]//evil[.]example/x?y=1",
    "HTTP://EVIL.COM, HTTP[:]//EVIL[.]COM",
    "see www.1und1.de now, see www[.]1und1[.]de now",
    "evil.com, evil[.]com",
    "t.co/abc, t[.]co/abc",
    "a.b.evil.co.uk, a.b[.]evil[.]co[.]uk",
    "ann@evil.example, ann@evil[.]example",
    "mailto:ann@localhost, mailto[:]ann@localhost",
    "javascript:alert(1), javascript[:]alert(1)",
    "http://192.168.0.1/x, http[:]//192[.]168.0.1/x",
    "10.0.0.1, 10[.]0.0.1",
    "bücher.example, bücher[.]example",
    "пример.рф, пример[.]рф",
    "evil．com, evil[.]com",
    "evil。com, evil[.]com",
    "xn--bcher-kva.xn--p1ai, xn--bcher-kva[.]xn--p1ai"
  })
  void whatMailProgramsWouldLinkIsBroken(String given, String shown) {
    assertThat(PlainWords.of(given)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plans for 24.12.2026, 10.30 Uhr",
        "z.B. das Angebot, d.h. bald.",
        "Version 2.0",
        "Offer: see below. Then answer.",
        "3:2 and 10:30",
        "你好。谢谢",
        "R&D <b>more</b> 100%",
        "👩‍👩‍👧 family",
        "می‌خواهم"
      })
  void ordinaryWordsStayAsTheyAre(String given) {
    assertThat(PlainWords.of(given)).isEqualTo(given);
  }

  /** Browsers drop what is invisible from a host name, so it may not hide one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.\u200bcom",
        "evil.\u2060com",
        "evil.\u00adcom",
        "evil\u200b.com",
        "evil.\u200dcom",
        "evil.c\u200dom",
        "evil.\ufe0fcom",
        "evil\u2024com",
        "evil.\u202ecom"
      })
  void invisibleMarksHideNoLink(String given) {
    assertThat(PlainWords.of(given)).contains("[.]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u202eb", "a\u2066b", "a\u200fb", "a\u200bb", "a\ufeffb", "a\u00adb"})
  void nothingInvisibleIsLeft(String given) {
    assertThat(PlainWords.of(given)).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\u2028b", "a\tb", "a\u0000b", "a\u0085b"})
  void wordsAreOneLine(String given) {
    assertThat(PlainWords.of(given)).isEqualTo("a b");
  }

  @Test
  void wordsOfTheOtherDirectionTurnNothingAroundThem() {
    assertThat(PlainWords.within("Ann")).isEqualTo("Ann");
    assertThat(PlainWords.within("שלום")).isEqualTo("\u2068שלום\u2069");
  }
}
