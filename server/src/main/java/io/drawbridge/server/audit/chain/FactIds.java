package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.id.WorkspaceId;

/** Writes the numbers in a record's facts as the ids that they are. */
final class FactIds {
  private FactIds() {}

  /** The value of a field as exports have it; unchanged if it is no id. */
  static String wire(Unsealed source, String what, String field, String value) {
    if (!isId(value)) {
      return value;
    }
    return switch (field) {
      case "person", "sponsor", "owner" -> new AccountId(Long.parseLong(value)).toString();
      case "group", "conversation", "anchor" ->
          new ConversationId(Long.parseLong(value)).toString();
      case "id" -> id(source, what, Long.parseLong(value));
      default -> value;
    };
  }

  private static boolean isId(String value) {
    try {
      return Long.parseLong(value) > 0;
    } catch (NumberFormatException another) {
      return false;
    }
  }

  private static String id(Unsealed source, String what, long id) {
    return switch (what) {
      case "account", "bot" -> new AccountId(id).toString();
      case "session" -> new SessionId(id).toString();
      case "conversation" -> new ConversationId(id).toString();
      case "invitation", "workspace_invitation" -> new InvitationId(id).toString();
      case "report" -> new ReportId(id).toString();
      case "hold" -> new HoldId(id).toString();
      case "address", "workspace" -> new WorkspaceId(id).toString();
      // Policies are of a conversation that the record names, else of the workspace.
      case "policy" ->
          source.conversation().filter(it -> it == id).isPresent()
              ? new ConversationId(id).toString()
              : new WorkspaceId(id).toString();
      default -> Long.toString(id);
    };
  }
}
