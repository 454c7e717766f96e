package io.drawbridge.load.replay;

import io.drawbridge.load.corpus.Conversation;
import io.drawbridge.load.corpus.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plan of one thread, in order: a newcomer is added just before their first line and removed
 * after their last, every second time in a race with the lines that follow; where nothing follows,
 * the bot says three more; half of the removed then try what they no longer may. One line in twenty
 * comes with a file, after one in ten its author searches.
 */
record Script(String subject, List<String> regulars, List<Step> steps) {
  private static final int WORDS_AFTER = 3;

  /** One message of so many carries a file; after one of so many its author searches. */
  private static final int FILE_EVERY = 20;

  private static final int SEARCH_EVERY = 10;

  /** One thing to do. */
  sealed interface Step {
    /** The bot adds a newcomer by e-mail, who opens the mailed link. */
    record Add(String nick) implements Step {}

    /** Somebody who is in the thread says a line. */
    record Say(String nick, String text) implements Step {}

    /** The same with a file, which the bot and the speaker after them fetch. */
    record SayWithFile(String nick, String text) implements Step {}

    /** Somebody who is in the thread looks for a word of the line they have just said. */
    record Search(String nick, String text) implements Step {}

    /** The bot says a line. */
    record BotSays(String text) implements Step {}

    /** The bot removes a newcomer; {@code raced}: without waiting, while the thread continues. */
    record Remove(String nick, boolean raced, boolean tries) implements Step {}
  }

  static Script of(Conversation conversation, Set<String> regulars) {
    List<Line> lines = conversation.lines();
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      last.put(lines.get(i).nick(), i);
    }
    List<Step> steps = new ArrayList<>();
    Set<String> in = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean newcomer = !regulars.contains(line.nick());
      if (newcomer && in.add(line.nick())) {
        steps.add(new Step.Add(line.nick()));
      }
      steps.add(
          line.index() % FILE_EVERY == FILE_EVERY - 1
              ? new Step.SayWithFile(line.nick(), line.text())
              : new Step.Say(line.nick(), line.text()));
      if (line.index() % SEARCH_EVERY == SEARCH_EVERY - 1) {
        steps.add(new Step.Search(line.nick(), line.text()));
      }
      if (newcomer && last.getOrDefault(line.nick(), -1) == i) {
        boolean goesOn = i < lines.size() - 1;
        steps.add(
            new Step.Remove(line.nick(), goesOn && line.index() % 2 == 0, line.index() % 4 < 2));
        if (!goesOn) {
          for (int word = 1; word <= WORDS_AFTER; word++) {
            steps.add(new Step.BotSays("After " + line.nick() + " left: " + word));
          }
        }
      }
    }
    return new Script(
        conversation.subject(),
        conversation.nicks().stream().filter(regulars::contains).toList(),
        List.copyOf(steps));
  }
}
