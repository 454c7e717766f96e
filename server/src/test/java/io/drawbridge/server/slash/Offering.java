package io.drawbridge.server.slash;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.TestSteps;
import java.util.Optional;

/** Makes commands by which a bot's slash command is offered, and taken back. */
public final class Offering {
  private static final String NAME = "weather";

  private Offering() {}

  public static WebhookCommand.RegisterSlash of(WorkspaceId workspace, AccountId bot) {
    return new WebhookCommand.RegisterSlash(
        TestSteps.clientId(),
        workspace,
        Optional.empty(),
        Optional.of(bot),
        NAME,
        "Tells the weather",
        Optional.empty());
  }

  public static WebhookCommand.UnregisterSlash back(WorkspaceId workspace, AccountId bot) {
    return new WebhookCommand.UnregisterSlash(
        TestSteps.clientId(), workspace, Optional.empty(), Optional.of(bot), NAME);
  }
}
