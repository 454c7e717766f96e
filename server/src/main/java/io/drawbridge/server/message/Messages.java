package io.drawbridge.server.message;

import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes parts of answers from rows: every message its own part, with the card of its author. A
 * server has one, as it remembers what of conversations is seen outside. Thread-safe; blocks.
 */
public final class Messages {
  private final People people;
  private final OutsideFloors outside;

  public Messages(People people, Database database) {
    this.people = people;
    this.outside = new OutsideFloors(database);
  }

  /** The rows of one conversation, in their order. */
  public List<Part<Message>> parts(ConversationFacts conversation, List<MessageRow> rows) {
    Map<AccountId, Person> cards =
        people.cards(
            conversation, rows.stream().map(MessageRow::author).collect(Collectors.toSet()));
    List<Part<Message>> parts = new ArrayList<>(rows.size());
    OutsideFloors.Floors floors =
        rows.isEmpty()
            ? OutsideFloors.Floors.NONE
            : outside.of(conversation.id(), rows.getFirst().needs());
    for (MessageRow row : rows) {
      Person author = cards.get(row.author());
      if (author != null) {
        // Who sees no other external sees it, and so somebody from outside does.
        boolean shown = row.apart() || floors.show(row.pos(), row.epoch());
        Part<Message> plain = new Part<>(row.tag(), row.message(author, false, shown));
        parts.add(
            row.wholeTag()
                .map(tag -> new Part<>(tag, row.message(author, true, shown), Optional.of(plain)))
                .orElse(plain));
      }
    }
    return parts;
  }

  /** As many of the first rows as one answer may hold. */
  public static List<MessageRow> fitting(List<MessageRow> rows) {
    return rows.subList(0, Page.fitting(rows, rows.size(), Page.WEIGHT_MAX));
  }
}
