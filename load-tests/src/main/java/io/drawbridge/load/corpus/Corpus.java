package io.drawbridge.load.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real conversations: threads in the order in which they begin, and the regulars, who speak in
 * {@value #REGULAR_THREADS} threads or more. Everyone else is a newcomer.
 */
public record Corpus(List<Conversation> conversations, Set<String> regulars) {
  /** The number of threads that make a regular. */
  public static final int REGULAR_THREADS = 10;

  private static final String BUNDLED = "/corpus/ubuntu-irc.jsonl.gz";

  public Corpus {
    conversations = List.copyOf(conversations);
    regulars = Set.copyOf(regulars);
  }

  /**
   * Reads a file of one JSON object a line (gzip if it ends in {@code .gz}), or the bundled one.
   */
  public static Corpus read(Optional<Path> file) throws IOException {
    try (InputStream raw =
            file.isPresent()
                ? Files.newInputStream(file.get())
                : Objects.requireNonNull(Corpus.class.getResourceAsStream(BUNDLED));
        InputStream plain =
            file.isPresent() && !file.get().toString().endsWith(".gz")
                ? raw
                : new GZIPInputStream(raw);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return parse(reader);
    }
  }

  private static Corpus parse(BufferedReader reader) throws IOException {
    ObjectMapper mapper = JsonMapper.shared();
    Map<String, List<Line>> threads = new LinkedHashMap<>();
    int index = 0;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      JsonNode node = mapper.readTree(text);
      String subject = node.required("day").asString() + " #" + node.required("thread").asInt();
      threads
          .computeIfAbsent(subject, ignored -> new ArrayList<>())
          .add(new Line(index++, node.required("nick").asString(), clean(node)));
    }
    List<Conversation> conversations = new ArrayList<>();
    threads.forEach((subject, lines) -> conversations.add(new Conversation(subject, lines)));
    return new Corpus(conversations, regulars(conversations));
  }

  /** IRC colours and other control characters are not text. */
  private static String clean(JsonNode node) {
    String text = node.required("text").asString().replaceAll("\\p{Cntrl}", "");
    return text.isBlank() ? "." : text;
  }

  private static Set<String> regulars(List<Conversation> conversations) {
    Map<String, Integer> threads = new HashMap<>();
    for (Conversation conversation : conversations) {
      conversation.nicks().forEach(nick -> threads.merge(nick, 1, Integer::sum));
    }
    Set<String> regulars = new HashSet<>();
    threads.forEach((nick, count) -> {
      if (count >= REGULAR_THREADS) {
        regulars.add(nick);
      }
    });
    return regulars;
  }

  /** The first threads, until this many lines are reached: for a short run. */
  public Corpus first(int lines) {
    List<Conversation> kept = new ArrayList<>();
    int count = 0;
    for (Conversation conversation : conversations) {
      if (count >= lines) {
        break;
      }
      kept.add(conversation);
      count += conversation.lines().size();
    }
    return new Corpus(kept, regulars);
  }

  /** The number of lines in all. */
  public int lines() {
    return conversations.stream().mapToInt(conversation -> conversation.lines().size()).sum();
  }
}
