package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/**
 * A conversation, as the reader may see it.
 *
 * @param conversation which
 * @param kind group, thread or DM
 * @param workspace its home workspace, if it has one that the reader may know
 * @param name the name of a group, the subject of a thread, the people of a DM
 * @param visibility who may find it, for groups
 * @param state whether it takes messages
 * @param detailsLocked only its admins change its name and its people
 * @param repliesLocked only its admins write
 * @param hasExternals somebody in it, or invited to it, is not a member of its workspace
 * @param externals how many these are, for readers who are members: who will see what is written,
 *     and who may once they accept; 1,000 if there are more
 * @param audience who reads it now, as an opaque token for {@code message.send}; for readers who
 *     are members
 * @param foreign the reader is not a member of its workspace
 * @param role the reader's role in it
 * @param until when the reader's access ends by itself
 * @param badgeInMessages clients draw the badge of externals beside the names of authors; that
 *     somebody is an external is said in any case
 * @param badgeInInbox clients draw the badge of this conversation in the list of conversations
 * @param backstage where its members talk without externals, if that was opened; for readers who
 *     are members
 * @param backstageOf the conversation that this is the backstage of; its people, name, state and
 *     locks are those of that one
 */
public record ConversationView(
    ConversationId conversation,
    ConversationKind kind,
    Optional<WorkspaceId> workspace,
    String name,
    Optional<Visibility> visibility,
    ConversationState state,
    boolean detailsLocked,
    boolean repliesLocked,
    boolean hasExternals,
    Optional<Integer> externals,
    Optional<String> audience,
    boolean foreign,
    ConversationRole role,
    Optional<Instant> until,
    boolean badgeInMessages,
    boolean badgeInInbox,
    Optional<ConversationId> backstage,
    Optional<ConversationId> backstageOf) {

  /** Its id, which is {@code conversation} on the wire. */
  public ConversationId id() {
    return conversation;
  }
}
