package io.drawbridge.server.notify.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordTest {
  @ParameterizedTest
  @CsvSource({
    "bridge, the bridge is up, true",
    "bridge, the BRIDGE!, true",
    "bridge, bridges, false",
    "Prüfung, eine prufung, true",
    "project apollo, about project apollo today, true",
    "project apollo, project and apollo, false",
    "東京, 東京都庁, true",
    "京庁, 東京都庁, false",
    "🌉, see 🌉 there, true",
  })
  void isFoundAsWholeWords(String keyword, String text, boolean found) {
    assertThat(Keyword.of(keyword).isIn(Keyword.terms(text))).isEqualTo(found);
  }

  @Test
  void withoutAWordItHasNoTerms() {
    assertThat(Keyword.of("?!").terms()).isEmpty();
  }
}
