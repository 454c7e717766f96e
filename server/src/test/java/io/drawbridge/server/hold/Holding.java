package io.drawbridge.server.hold;

import static io.drawbridge.server.TestSteps.clientId;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.util.Optional;

/** Makes the commands about holds. */
public final class Holding {
  private Holding() {}

  /** Places one on a conversation. */
  public static AuditCommand.PlaceHold on(WorkspaceId workspace, ConversationId conversation) {
    return new AuditCommand.PlaceHold(
        clientId(), workspace, Optional.of(conversation), Optional.empty(), "a dispute");
  }

  /** Lifts one. */
  public static AuditCommand.LiftHold end(WorkspaceId workspace, HoldId hold) {
    return new AuditCommand.LiftHold(clientId(), workspace, hold, Optional.empty());
  }
}
