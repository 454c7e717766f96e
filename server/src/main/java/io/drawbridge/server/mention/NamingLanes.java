package io.drawbridge.server.mention;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.text.Mentions;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.append.Append;
import io.drawbridge.server.delivery.append.MessageEdit;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.failure.Failure;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Writer lanes that name, of whatever feature writes through them, the people of the groups that a
 * text mentions. A group that its author does not see is a part of the text and names nobody. Who
 * sees the conversation, and who blocked the author, is asked under its lock, as for everybody who
 * is mentioned: a mention leads nobody in and tells nobody outside.
 */
public final class NamingLanes implements WriterLanes {
  private final WriterLanes lanes;
  private final AccessGate gate;
  private final Database database;
  private final GroupPeopleStore store = new GroupPeopleStore();

  public NamingLanes(WriterLanes lanes, AccessGate gate, Database database) {
    this.lanes = lanes;
    this.gate = gate;
    this.database = database;
  }

  /** {@inheritDoc} Looks up who is in groups: on a virtual thread. */
  @Override
  public CompletionStage<Committed> append(PostPermit permit, Append append) {
    return switch (append) {
      case NewMessage message -> {
        Set<AccountId> more = named(permit, message.words());
        yield more.isEmpty()
            ? lanes.append(permit, message)
            : mentioning(permit, message.naming(more));
      }
      case MessageEdit edit -> {
        Set<AccountId> more = named(permit, edit.text());
        yield more.isEmpty() ? lanes.append(permit, edit) : mentioning(permit, edit.naming(more));
      }
      default -> lanes.append(permit, append);
    };
  }

  /** What names people needs the right to mention them. */
  private CompletionStage<Committed> mentioning(PostPermit permit, Append append) {
    return lanes.append(
        gate.post(permit.caller(), permit.conversation().id(), append.right()), append);
  }

  private Set<AccountId> named(PostPermit permit, String text) {
    Set<ConversationId> asked = Mentions.groups(text);
    if (asked.isEmpty()) {
      return Set.of();
    }
    if (asked.size() > Limits.GROUP_MENTIONS_PER_MESSAGE_MAX) {
      throw Failure.invalid(
          "text: %d groups mentioned (expected: at most %d)"
              .formatted(asked.size(), Limits.GROUP_MENTIONS_PER_MESSAGE_MAX));
    }
    ConversationFacts here = permit.conversation();
    AccountId author = permit.caller().account();
    Set<ConversationId> seen =
        database.query(handle -> store.seen(handle, here.id(), author, asked));
    if (seen.isEmpty()) {
      return Set.of();
    }
    SightRules.mentionGroups(here, gate.external(here, author)).require();
    Set<AccountId> people =
        database.query(handle ->
            store.people(handle, here.id(), author, seen, Limits.GROUP_MENTION_PEOPLE_MAX + 1));
    if (people.size() > Limits.GROUP_MENTION_PEOPLE_MAX) {
      throw Failure.invalid(
          "text: mentions groups of more than %d people here (expected: people by name)"
              .formatted(Limits.GROUP_MENTION_PEOPLE_MAX));
    }
    return people;
  }
}
