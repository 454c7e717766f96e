package io.drawbridge.server.db;

import io.drawbridge.protocol.text.Folding;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the form by which names are found: their folded words, each after a space. */
public final class FoldedName {
  private FoldedName() {}

  /** The text that is stored beside the name. */
  public static String of(String name) {
    return Folding.words(name).stream().map(word -> " " + word).collect(Collectors.joining());
  }

  /**
   * Patterns of {@code like}, all of which a name matches that has a word beginning with each word
   * of the text. Folded words hold none of its wildcards. Empty if the text has no word.
   */
  public static List<String> patterns(String text) {
    return Folding.words(text).stream().distinct().map(word -> "% " + word + "%").toList();
  }
}
