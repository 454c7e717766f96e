package io.drawbridge.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 8.20: nothing to see is nothing said, and a link reads as it leads. */
final class MarksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \u00a0\u2003\u3000",
        "\u200b\u200c\u200d\u2060\ufeff",
        "\ufe0f",
        "\u034f\u17b4\u180b\u180e",
        "\u0301",
        "\u3164\u115f\u1160\uffa0\u2800",
        "\u00ad\u061c\u202e",
        "\udb40\udc41\udb40\udd00",
        "\u2028\u2029"
      })
  void marksAloneAreNotVisible(String text) {
    assertThat(Marks.isVisible(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u200ba", "e\u0301", "\ud83d\ude80", ".", "\u0e01", "\u0915\u093f"})
  void lettersAndSignsAreVisible(String text) {
    assertThat(Marks.isVisible(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://exam\u202eple.com",
        "HTTP://a\u200fb",
        "see www.\u2067example.com",
        "mailto:\u202dx@y.z",
        "\u202ehttps://moc.elpmaxe",
        "text \u202e turned www.example.com",
        "\u2067\u202e https://example.com",
        "one https://example.com \u202e two https://example.com"
      })
  void turnedLinkIsDisguised(String text) {
    assertThat(Marks.disguisesLink(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/\u05e9\u05dc\u05d5\u05dd",
        "no link \u202e at all",
        "\u202e closed \u202c https://example.com",
        "\u2068https://example.com\u2069 between isolates",
        "\u202e one line\nhttps://example.com",
        "\u2067\u202e\u2069 https://example.com",
        "https://example.com and \u202e then"
      })
  void linkThatReadsAsItLeadsIsNot(String text) {
    assertThat(Marks.disguisesLink(text)).isFalse();
  }
}
