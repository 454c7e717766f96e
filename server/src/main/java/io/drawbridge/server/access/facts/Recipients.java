package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.StandingStore.Found;
import io.drawbridge.server.access.facts.StandingStore.Question;
import io.drawbridge.server.access.rules.AccessRules.Recipient;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads how people stand to the groups past which they would bring an external in. */
public final class Recipients {
  private final StandingStore standings;

  public Recipients(StandingStore standings) {
    this.standings = standings;
  }

  /** A person who brings somebody in, and the groups whose rules they must meet. */
  public record Past(AccountId person, List<ConversationId> groups) {}

  /**
   * The standing of each person to each of their groups; one statement for all, none if there are
   * no groups.
   */
  public List<List<Recipient>> of(Handle handle, List<Past> ways) {
    List<Question> questions =
        ways.stream()
            .flatMap(way -> way.groups().stream().map(group -> new Question(way.person(), group)))
            .toList();
    Iterator<Optional<Found>> found =
        (questions.isEmpty() ? List.<Optional<Found>>of() : standings.all(handle, questions))
            .iterator();
    List<List<Recipient>> recipients = new ArrayList<>(ways.size());
    for (Past way : ways) {
      List<Recipient> of = new ArrayList<>(way.groups().size());
      for (int i = 0; i < way.groups().size(); i++) {
        found.next().ifPresent(it -> of.add(new Recipient(it.standing(), it.conversation())));
      }
      recipients.add(of);
    }
    return recipients;
  }

  /** The same of one person. */
  public List<Recipient> of(Handle handle, AccountId person, List<ConversationId> groups) {
    return of(handle, List.of(new Past(person, groups))).getFirst();
  }
}
