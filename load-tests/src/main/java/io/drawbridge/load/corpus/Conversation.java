package io.drawbridge.load.corpus;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One hand-annotated thread: its subject (day and first line) and its lines in order. */
public record Conversation(String subject, List<Line> lines) {
  public Conversation {
    lines = List.copyOf(lines);
  }

  /** Everybody who speaks, in the order of their first line. */
  public Set<String> nicks() {
    Set<String> nicks = new LinkedHashSet<>();
    lines.forEach(line -> nicks.add(line.nick()));
    return nicks;
  }
}
