package io.drawbridge.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GLUE-20: the parts of a text that were meant. */
final class HighlighterTest {
  private static String marked(String query, String text) {
    StringBuilder marked = new StringBuilder(text);
    new Highlighter(QueryReader.read(query))
        .in(text)
        .reversed()
        .forEach(it -> marked.insert(it.to(), ']').insert(it.from(), '['));
    return marked.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "brucke, Die Brücke und die BRÜCKENBAUER, Die [Brücke] und die [BRÜCKENBAUER]",
    "\"die brucke\", die Brücke bricht; die alte Brücke, [die Brücke] bricht; die alte Brücke",
    "die brucke, die Brücke, [die] [Brücke]",
    "京都, 東京都庁, 東[京都]庁",
    "京, 東京都, 東[京]都",
    "offer -draft, the offer, the [offer]",
    "👍, ok 👍🏽, ok [👍]🏽"
  })
  void whatWasLookedForIsMarked(String query, String text, String expected) {
    assertThat(marked(query, text)).isEqualTo(expected);
  }

  @Test
  void marksAreBounded() {
    assertThat(new Highlighter(QueryReader.read("a")).in("a b ".repeat(1_000)))
        .hasSize(Limits.HIGHLIGHTS_MAX);
  }
}
