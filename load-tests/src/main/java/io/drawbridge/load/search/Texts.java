package io.drawbridge.load.search;

import io.drawbridge.load.corpus.Conversation;
import io.drawbridge.load.corpus.Corpus;
import io.drawbridge.load.corpus.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes texts out of the corpus: each is a run of its words, so that words and pairs of words are
 * as frequent as people make them. Some bear a word that only few have, some are Chinese.
 */
final class Texts {
  /** One text in so many has a rare word, one in so many is Chinese. */
  static final int RARE_EVERY = 100_000;

  static final int CHINESE_EVERY = 1_000;

  /** The rare word, and the Chinese one. */
  static final String RARE = "zwanzigeck";

  static final String CHINESE = "渡し";

  private static final Pattern WORD = Pattern.compile("[a-z]{1,20}");
  private static final List<String> ALL_CHINESE = List.of("渡し橋", "橋渡し", "川の渡し場");
  private static final int WORDS_MIN = 4;
  private static final int WORDS_MORE = 16;
  private static final int BEGUN_MIN = 3;

  private final List<String> words = new ArrayList<>();

  Texts(Corpus corpus) {
    for (Conversation conversation : corpus.conversations()) {
      for (Line line : conversation.lines()) {
        Matcher found = WORD.matcher(line.text().toLowerCase(Locale.ROOT));
        while (found.find()) {
          words.add(found.group().intern());
        }
      }
    }
  }

  /** The words of the text with this number; the same seed and number make the same ones. */
  List<String> text(SplittableRandom random, long number) {
    int count = WORDS_MIN + random.nextInt(WORDS_MORE);
    int from = random.nextInt(words.size() - count);
    List<String> text = new ArrayList<>(words.subList(from, from + count));
    if (number % RARE_EVERY == 0) {
      text.add(RARE);
    }
    if (number % CHINESE_EVERY == 1) {
      text.add(ALL_CHINESE.get(random.nextInt(ALL_CHINESE.size())));
    }
    return text;
  }

  /** The word that most texts have, of those that can be begun. */
  String common() {
    return mostOf(words.stream().filter(word -> word.length() >= BEGUN_MIN).toList());
  }

  /** The two words that stand together most often. */
  String pair() {
    List<String> pairs = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      pairs.add(words.get(i - 1) + " " + words.get(i));
    }
    return mostOf(pairs);
  }

  private static String mostOf(List<String> all) {
    Map<String, Integer> counts = new HashMap<>();
    all.forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }
}
