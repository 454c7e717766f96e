package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.util.Optional;

/**
 * A row of {@code audit} without its place in the log and its time.
 *
 * @param actor empty if the server does it
 * @param before what was written over, as a JSON array; links are added by the statement
 * @param after what was written
 */
public record AuditRecord(
    String action,
    Optional<AccountId> actor,
    Optional<SessionId> session,
    Optional<WorkspaceId> workspace,
    Optional<ConversationId> conversation,
    Optional<AccountId> person,
    Optional<ConversationId> group,
    Optional<String> address,
    Optional<String> reason,
    String before,
    String after) {}
