package io.drawbridge.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 8.20: what looks alike is one reaction, and a reaction is an emoji. */
final class EmojiTest {
  /** Written differently, and as it is kept. */
  @ParameterizedTest
  @CsvSource({
    "\u2764, \u2764\ufe0f",
    "\u2764\ufe0e, \u2764\ufe0f",
    "\u2764\ufe0f, \u2764\ufe0f",
    "\ud83d\udc4d\ufe0f, \ud83d\udc4d",
    "1\u20e3, 1\ufe0f\u20e3",
    "\ud83c\udff3\u200d\ud83c\udf08, \ud83c\udff3\ufe0f\u200d\ud83c\udf08",
    "\ud83d\udd75\u200d\u2642, \ud83d\udd75\ufe0f\u200d\u2642\ufe0f",
    "\ud83d\udd75\ud83c\udffd\u200d\u2642, \ud83d\udd75\ud83c\udffd\u200d\u2642\ufe0f",
    "\u00a9, \u00a9\ufe0f"
  })
  void lookalikesAreOne(String written, String kept) {
    assertThat(Emoji.canonical(written)).contains(kept);
    assertThat(Emoji.canonical(kept)).contains(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud83d\ude80",
        "\ud83d\udc4d\ud83c\udfff",
        "\ud83c\udde9\ud83c\uddea",
        "\ud83c\uddea\ud83c\uddfa",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66",
        "\ud83c\udff4\u200d\u2620\ufe0f",
        "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f",
        "\ud83c\udff4"
      })
  void oneEmojiIsKeptAsItIs(String emoji) {
    assertThat(Emoji.canonical(emoji)).contains(emoji);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "1",
        "+1",
        ":tada:",
        "\ufe0f",
        "\u200d",
        "\u20e3",
        "a\u20e3",
        "\ud83d\ude80\ud83d\ude80",
        "\ud83d\ude80 ",
        "\ud83d\ude80\u200d",
        "\u200d\ud83d\ude80",
        "\ud83d\ude80a",
        "\ud83d\ude80\u0301",
        "\ud83d\ude80\u202e",
        "\ud83d\ude80\ud83c\udfff",
        "\ud83c\udfff",
        "\ud83c\udde9",
        "\ud83c\uddfd\ud83c\uddfd",
        "\ud83c\udff4\udb40\udc78\udb40\udc78\udb40\udc7f",
        "\u3164",
        "e\u0301"
      })
  void anythingElseIsNone(String text) {
    assertThat(Emoji.canonical(text)).isEmpty();
  }

  @Test
  void everyWayToWriteAHeartIsOneHeart() {
    assertThat(Emoji.canonical("\u2764")).isEqualTo(Emoji.canonical("\u2764\ufe0f\ufe0f"));
  }
}
