package io.drawbridge.server.access;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.frame.ConversationKind;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads the facts the rules need about conversations. */
final class ConversationStore {
  Optional<ConversationFacts> facts(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select c.id, c.domain, d.workspace, c.kind, c.name, c.visibility, c.state,
                   c.details_locked, c.replies_locked, c.starter
            from conversation c join domain d on d.id = c.domain
            where c.id = :conversation
            """)
        .bind("conversation", conversation.value())
        .map((rows, context) -> facts(rows))
        .findOne();
  }

  Map<ConversationId, ConversationFacts> facts(
      Handle handle, Collection<ConversationId> conversations) {
    return handle
        .createQuery(
            """
            select c.id, c.domain, d.workspace, c.kind, c.name, c.visibility, c.state,
                   c.details_locked, c.replies_locked, c.starter
            from conversation c join domain d on d.id = c.domain
            where c.id = any(:conversations)
            """)
        .bind("conversations", ViewStore.numbers(conversations))
        .map((rows, context) -> facts(rows))
        .collect(Collectors.toMap(ConversationFacts::conversation, facts -> facts));
  }

  private static ConversationFacts facts(ResultSet row) throws SQLException {
    long workspace = row.getLong("workspace");
    Optional<WorkspaceId> home =
        row.wasNull() ? Optional.empty() : Optional.of(new WorkspaceId(workspace));
    return new ConversationFacts(
        new ConversationId(row.getLong("id")),
        new DomainId(row.getLong("domain")),
        home,
        WireName.parse(ConversationKind.class, row.getString("kind")),
        row.getString("name"),
        Optional.ofNullable(row.getString("visibility"))
            .map(wire -> WireName.parse(Visibility.class, wire)),
        "closed".equals(row.getString("state")),
        row.getBoolean("details_locked"),
        row.getBoolean("replies_locked"),
        new AccountId(row.getLong("starter")));
  }
}
