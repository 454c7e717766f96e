package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.util.List;
import java.util.Optional;

/**
 * A record of what was done without a change of access, and so without an epoch: a look at what
 * only those see who run a workspace, a sign-in.
 *
 * @param action the wire name of a command, or of what the server does by itself
 * @param actor empty if the server does it
 * @param workspace whose record it is; empty if it is an account's own
 * @param account whose record it is, if no workspace's
 * @param address a hash
 */
public record AuditNote(
    String action,
    Optional<AccountId> actor,
    Optional<SessionId> session,
    Optional<WorkspaceId> workspace,
    Optional<AccountId> account,
    Optional<AccountId> person,
    Optional<ConversationId> conversation,
    Optional<String> address,
    List<AuditFact> facts) {
  /** A note of an account's own, for the workspaces that it is a member of. */
  public static AuditNote own(
      OwnAction action, AccountId account, SessionId session, AuditFact fact) {
    return new AuditNote(
        action.wire(),
        Optional.of(account),
        Optional.of(session),
        Optional.empty(),
        Optional.of(account),
        Optional.of(account),
        Optional.empty(),
        Optional.empty(),
        List.of(fact));
  }

  /** A note of what happened in a domain by itself; it is a workspace's if the domain is. */
  public static AuditNote of(
      OwnAction action,
      WorkspaceId domain,
      Optional<ConversationId> conversation,
      String address,
      AuditFact fact) {
    return new AuditNote(
        action.wire(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(domain),
        Optional.empty(),
        Optional.empty(),
        conversation,
        Optional.of(AuditFact.hash(address)),
        List.of(fact));
  }

  /** A note of what the clock ended of somebody in a workspace. */
  public static AuditNote expired(
      OwnAction action, WorkspaceId workspace, AccountId person, AuditFact fact) {
    return new AuditNote(
        action.wire(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(workspace),
        Optional.empty(),
        Optional.of(person),
        Optional.empty(),
        Optional.empty(),
        List.of(fact));
  }

  /** A note that is nobody's but the operator's: no workspace may learn of it. */
  public static AuditNote ofServer(String action, String address) {
    return new AuditNote(
        action,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(AuditFact.hash(address)),
        List.of());
  }
}
