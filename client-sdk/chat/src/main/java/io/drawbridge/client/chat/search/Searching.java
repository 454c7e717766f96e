package io.drawbridge.client.chat.search;

import io.drawbridge.client.ChatClient;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.search.FoundConversation;
import io.drawbridge.protocol.search.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks for messages and shows them as lines, the newest first, a page at a time. */
public final class Searching {
  private final ChatClient client;
  private final Function<Person, String> marked;
  private String query = "";
  private Optional<String> next = Optional.empty();

  /** {@code marked} is how a person's name shows with its marks. */
  public Searching(ChatClient client, Function<Person, String> marked) {
    this.client = client;
    this.marked = marked;
  }

  /** The first page of what is looked for. Lines are as people wrote them. */
  public List<String> first(String typed) {
    query = typed;
    next = Optional.empty();
    return page();
  }

  /** The page after the last one; a line that says so if there is none. */
  public List<String> more() {
    return next.isPresent() ? page() : List.of("There is no more.");
  }

  private List<String> page() {
    MessageResult.Found found = client.messages().search(query, next).join();
    next = found.next();
    List<String> lines = new ArrayList<>();
    for (FoundConversation conversation : found.conversations()) {
      lines.add("in: " + conversation.name());
    }
    for (Hit hit : found.messages()) {
      lines.add(line(hit));
    }
    if (next.isPresent()) {
      lines.add("/more shows more.");
    } else if (lines.isEmpty()) {
      lines.add("Nothing was found.");
    }
    return lines;
  }

  private String line(Hit hit) {
    String where = hit.name().isEmpty() ? "" : " (%s)".formatted(hit.name());
    return "%s%s: %s"
        .formatted(marked.apply(hit.message().author()), where, hit.message().text().orElse(""));
  }
}
