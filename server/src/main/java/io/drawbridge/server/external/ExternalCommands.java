package io.drawbridge.server.external;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.platform.Platform;

/** The commands about all externals of a workspace, ready to be registered. */
public final class ExternalCommands implements Feature {
  private final ListGrants grants;
  private final ListExternals externals;
  private final ShowExternal show;
  private final PreviewEnd preview;
  private final EndExternals end;

  public ExternalCommands(
      Platform platform, AccessGate gate, Changes changes, Invitations invitations) {
    this.grants = new ListGrants(gate, platform.database());
    this.externals = new ListExternals(gate, platform.database());
    this.show = new ShowExternal(gate, platform.database());
    this.preview = new PreviewEnd(gate, platform.database(), invitations);
    this.end = new EndExternals(gate, platform.database(), changes, invitations);
  }

  @Override
  public void register(Commands commands) {
    commands.on(WorkspaceCommand.ListExternals.class, grants);
    commands.on(ExternalCommand.ListExternals.class, externals);
    commands.on(ExternalCommand.Show.class, show);
    commands.on(ExternalCommand.PreviewEnd.class, preview);
    commands.on(ExternalCommand.End.class, end);
  }
}
