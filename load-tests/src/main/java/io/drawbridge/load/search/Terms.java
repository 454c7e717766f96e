package io.drawbridge.load.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The index entry of a generated text, as the server makes it of the same text: for lower-case
 * words of Latin letters, and for words of a script without spaces. A test holds it beside the
 * server's own.
 */
final class Terms {
  private Terms() {}

  /**
   * The entry.
   *
   * @param fileName words of a file's name; none if it has no file
   */
  static String of(
      long domain, long conversation, long author, List<String> words, List<String> fileName) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    int end = place(words, 0, "", places);
    if (!fileName.isEmpty()) {
      place(fileName, end + 1, "C", places);
    }
    StringBuilder entry =
        new StringBuilder("'d:%d' 'c:%d' 'a:%d'".formatted(domain, conversation, author));
    places.forEach((term, at) ->
        entry
            .append(" '")
            .append(term)
            .append("':")
            .append(at.stream().collect(Collectors.joining(","))));
    return entry.toString();
  }

  private static int place(
      List<String> words, int behind, String weight, Map<String, List<String>> places) {
    int place = behind;
    for (String word : words) {
      for (String term : terms(word)) {
        place++;
        places.computeIfAbsent(term, _ -> new ArrayList<>()).add(place + weight);
      }
    }
    return place;
  }

  /** A word itself, or its pairs and its last character. */
  private static List<String> terms(String word) {
    if (word.charAt(0) < 128) {
      return List.of(word);
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < word.length(); i++) {
      pairs.add(word.substring(i, Math.min(i + 2, word.length())));
    }
    return pairs;
  }
}
