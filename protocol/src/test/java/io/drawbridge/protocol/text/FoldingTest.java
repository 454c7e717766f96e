package io.drawbridge.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 8.20: what counts as the same when people search. */
final class FoldingTest {
  @ParameterizedTest
  @CsvSource({
    "\u00c5ngstr\u00f6m, angstrom",
    "A\u030angstro\u0308m, angstrom",
    "STRASSE, stra\u00dfe",
    "\u0130stanbul, istanbul",
    "\u0131\u015f\u0131k, isik",
    "S\u00f8ren, soren",
    "\u0141\u00f3d\u017a, lodz",
    "\u039d\u03af\u03ba\u03bf\u03c2, \u03bd\u03b9\u03ba\u03bf\u03c3",
    "\uff21\uff22\uff23, abc",
    "\ufb01nn, finn",
    "O\u2019Neil, oneil",
    "An\u200bna, anna",
    "\u0419\u043e\u0433, \u0438\u043e\u0433"
  })
  void sameWhenSearched(String one, String other) {
    assertThat(Folding.fold(one)).isEqualTo(Folding.fold(other));
  }

  @Test
  void soundsOfJapaneseStayApart() {
    assertThat(Folding.fold("\u304c")).isNotEqualTo(Folding.fold("\u304b"));
    assertThat(Folding.fold("\u304b\u3099")).isEqualTo(Folding.fold("\u304c"));
  }

  @Test
  void wordsAreCutAtSpacesAndPunctuation() {
    assertThat(Folding.words(" Jean-Luc  d'Arc, 100% _x_ "))
        .containsExactly("jean", "luc", "darc", "100", "x");
    assertThat(Folding.words("--- ...")).isEmpty();
    assertThat(Folding.words("\ud83d\ude80 Bot")).containsExactly("\ud83d\ude80", "bot");
  }

  @Test
  void foldingTwiceChangesNothing() {
    String text = "Zo\u00eb \u0130\u00df \u1e9b\u0323 \ufdfa \u01c4";
    assertThat(Folding.fold(Folding.fold(text))).isEqualTo(Folding.fold(text));
  }
}
