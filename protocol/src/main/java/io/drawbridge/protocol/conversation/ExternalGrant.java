package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.Optional;

/**
 * One conversation that one external was let into, for the admins of its workspace.
 *
 * @param person who
 * @param conversation which conversation
 * @param kind group, thread or DM
 * @param name its name, if it is an open or private group or the reader is in it
 * @param sponsor who answers for them
 * @param since when
 * @param until when their access ends by itself
 * @param terms what it depends on
 */
public record ExternalGrant(
    Person person,
    ConversationId conversation,
    ConversationKind kind,
    Optional<String> name,
    Optional<AccountId> sponsor,
    Instant since,
    Optional<Instant> until,
    GrantTerms terms) {}
