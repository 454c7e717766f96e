package io.drawbridge.client.api;

import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.id.InvitationId;

/** Says who is taken out of a conversation: a person, a group, or somebody who was invited. */
public sealed interface Member permits Whom.Person, Whom.Group, Member.Invited {

  /** Somebody who has not answered their invitation. */
  record Invited(InvitationId invitation) implements Member {}

  /** Names somebody who has not answered an invitation, which is taken back. */
  static Invited invited(InvitationId invitation) {
    return new Invited(invitation);
  }

  /**
   * Names whom an entry of a roster is about.
   *
   * @throws IllegalArgumentException if the reader of the roster may not know who that is
   */
  static Member of(RosterEntry entry) {
    return entry
        .invitation()
        .<Member>map(Invited::new)
        .or(() -> entry.group().map(Whom.Group::new))
        .or(() -> entry.person().map(person -> new Whom.Person(person.id())))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "entry: nobody (expected: a person, a group or an invitation)"));
  }
}
