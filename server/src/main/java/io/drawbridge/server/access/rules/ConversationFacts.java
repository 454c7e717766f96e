package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.link.DomainId;
import java.util.Optional;

/**
 * The facts of a conversation that the rules need, as of one row.
 *
 * @param policies those in force for it: the strictest answer of its workspace and its own
 * @param backstage it is that of another conversation, and follows it
 */
public record ConversationFacts(
    ConversationId id,
    DomainId domain,
    Optional<WorkspaceId> workspace,
    ConversationKind kind,
    String name,
    Optional<Visibility> visibility,
    boolean closed,
    boolean detailsLocked,
    boolean repliesLocked,
    AccountId starter,
    Policies policies,
    boolean backstage) {

  /** The same, if it were not closed. */
  ConversationFacts reopened() {
    return new ConversationFacts(
        id,
        domain,
        workspace,
        kind,
        name,
        visibility,
        false,
        detailsLocked,
        repliesLocked,
        starter,
        policies,
        backstage);
  }

  boolean group() {
    return kind == ConversationKind.GROUP;
  }

  public boolean thread() {
    return kind == ConversationKind.THREAD;
  }

  /** Returns whether it is a group of this home. */
  public boolean isGroupOf(DomainId home) {
    return group() && domain.equals(home);
  }

  boolean dm() {
    return kind == ConversationKind.DM;
  }

  boolean openGroup() {
    return group() && visibility.map(it -> it == Visibility.OPEN).orElse(false);
  }
}
