package io.drawbridge.protocol.people;

import io.drawbridge.protocol.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * An external on the list of a workspace, for its admins.
 *
 * @param person who; absent if they are invited and have nothing yet
 * @param name their own name, or the one that the inviter suggested
 * @param email their address; it is what they were invited by
 * @param unverified they have none: they came by a claim code, or are to come by one
 * @param state what they have
 * @param externalClass whether that is one conversation or several; absent if they have nothing and
 *     are not invited
 * @param grants the number of conversations that they were let into and are still in
 * @param invitations the number of invitations that they have not answered
 * @param sponsor who answers for them, or invited them, last
 * @param relation what they are to us, as said last
 * @param since when they were let in, or invited, first
 * @param seen when the newest message here that they have read was sent; when they sign in is
 *     nobody's matter but theirs
 * @param until the next time when something they have ends by itself
 * @param confirmBy the next time by which somebody has to confirm them somewhere
 */
public record ExternalEntry(
    Optional<AccountId> person,
    Optional<String> name,
    Optional<String> email,
    boolean unverified,
    ExternalState state,
    Optional<ExternalClass> externalClass,
    int grants,
    int invitations,
    Optional<AccountId> sponsor,
    Optional<String> relation,
    Instant since,
    Optional<Instant> seen,
    Optional<Instant> until,
    Optional<Instant> confirmBy) {}
