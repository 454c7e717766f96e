package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyValues;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The policies that are supposed to be set, to see what would follow (N-10).
 *
 * @param workspace all that would be set for the workspace; empty: as it is
 * @param conversation the conversation of which {@code own} is supposed
 * @param own all that would be set for it
 */
public record Supposition(
    Optional<PolicyValues> workspace,
    Optional<ConversationId> conversation,
    Optional<PolicyValues> own) {
  /** Everything as it is. */
  public static final Supposition NONE =
      new Supposition(Optional.empty(), Optional.empty(), Optional.empty());

  public static Supposition of(PolicyValues workspace) {
    return new Supposition(Optional.of(workspace), Optional.empty(), Optional.empty());
  }

  public static Supposition of(ConversationId conversation, PolicyValues own) {
    return new Supposition(Optional.empty(), Optional.of(conversation), Optional.of(own));
  }

  /** Binds the parameters of {@link ConversationStore#SUPPOSED_COLUMNS}. */
  public <S extends SqlStatement<S>> S bind(S statement) {
    return statement
        .bind("supposed_workspace", workspace.map(PolicyStore::json))
        .bind("supposed_at", conversation.map(ConversationId::value))
        .bind("supposed_own", own.map(PolicyStore::json));
  }
}
