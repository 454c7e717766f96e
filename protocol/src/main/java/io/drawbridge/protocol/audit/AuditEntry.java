package io.drawbridge.protocol.audit;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record of a workspace's audit log, for its admins.
 *
 * @param position its place in the log, from 1 without a gap
 * @param at when it was done
 * @param action what was done: the name of a command, or of what the server did by itself
 * @param by who did it: {@code person}, {@code bot} or {@code server}
 * @param actor which person or bot
 * @param session through which session
 * @param person to whom
 * @param conversation in or with which
 * @param group with which group
 * @param address to which address: its SHA-256, in hexadecimal digits
 * @param reason why, in the actor's words
 * @param before what was ended or written over, 20 things at most
 * @param after what was begun or written, 20 things at most
 * @param more there are other things; an export has them all
 */
public record AuditEntry(
    long position,
    Instant at,
    String action,
    String by,
    Optional<AccountId> actor,
    Optional<SessionId> session,
    Optional<AccountId> person,
    Optional<ConversationId> conversation,
    Optional<ConversationId> group,
    Optional<String> address,
    Optional<String> reason,
    List<AuditedThing> before,
    List<AuditedThing> after,
    boolean more) {

  /** Copies the lists. */
  public AuditEntry {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
