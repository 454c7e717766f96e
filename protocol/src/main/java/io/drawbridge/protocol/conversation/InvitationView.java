package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.Optional;

/**
 * An invitation, as the inviting or the invited side sees it.
 *
 * @param invitation which
 * @param conversation into which conversation
 * @param kind what kind of conversation
 * @param title the name of the conversation; to the invited side only that of an open or private
 *     group, until the invitation is accepted
 * @param email the address that was invited; absent if it is about a person, or has a code
 * @param name how its inviter calls who has no address; to the inviting side
 * @param codeExpiresAt when its code ends, if it has one instead of an address; the code itself is
 *     shown only when it is made
 * @param person who was added by name, and comes in once they accept, or somebody approves it
 * @param inviter who invited
 * @param state what became of it
 * @param createdAt when it was made
 * @param until when the access it gives would end
 * @param conditions what else would end it, if something does; for the inviting side
 */
public record InvitationView(
    InvitationId invitation,
    ConversationId conversation,
    ConversationKind kind,
    Optional<String> title,
    Optional<String> email,
    Optional<String> name,
    Optional<Instant> codeExpiresAt,
    Optional<Person> person,
    Person inviter,
    InvitationState state,
    Instant createdAt,
    Optional<Instant> until,
    Optional<EndConditions> conditions) {}
