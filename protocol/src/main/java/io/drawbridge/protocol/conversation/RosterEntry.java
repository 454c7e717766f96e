package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody on the roster of a conversation: a person, a group, or somebody who is invited.
 *
 * @param person the person, if there is an account
 * @param group the group, if this entry is one
 * @param groupName the group's name
 * @param email the address that was invited, for those who may manage it
 * @param name how somebody is called for whom a code was made, for those who may manage it
 * @param invitation the open invitation
 * @param state whether they can take part
 * @param role the role in the conversation
 * @param paths what leads them here
 * @param until when their access ends by itself
 * @param sponsor who answers for an external
 * @param terms what the access of an external depends on; told to members
 */
public record RosterEntry(
    Optional<Person> person,
    Optional<ConversationId> group,
    Optional<String> groupName,
    Optional<String> email,
    Optional<String> name,
    Optional<InvitationId> invitation,
    RosterState state,
    ConversationRole role,
    List<Path> paths,
    Optional<Instant> until,
    Optional<AccountId> sponsor,
    Optional<GrantTerms> terms) {

  /** Copies the lists. */
  public RosterEntry {
    paths = List.copyOf(paths);
  }
}
