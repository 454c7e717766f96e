package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;

/** The commands by which a seat ends without a removal, ready to be registered. */
public final class DepartureCommands implements Feature {
  private final DemoteMember demote;
  private final PreviewDemotion preview;
  private final LeaveWorkspace leave;

  public DepartureCommands(
      Platform platform,
      AccessGate gate,
      Changes changes,
      Invitations invitations,
      JoinEnds joins,
      CredentialNotices notices,
      PrivilegedReads reads) {
    BotEnding bots = new BotEnding(changes);
    Departures departures = new Departures(invitations, new WorkspaceInvitationStore(), bots);
    DepartureStore store = new DepartureStore();
    Demotion demotion = new Demotion(departures, store);
    this.demote =
        new DemoteMember(
            gate,
            platform.clock(),
            changes,
            demotion,
            bots,
            new SignOut(notices, platform.security()));
    this.preview = new PreviewDemotion(demote, changes, demotion, reads, store);
    this.leave = new LeaveWorkspace(gate, changes, departures, store, bots, joins);
  }

  @Override
  public void register(Commands commands) {
    commands.on(SeatCommand.Demote.class, demote);
    commands.on(SeatCommand.PreviewDemote.class, preview);
    commands.on(SeatCommand.Leave.class, leave);
  }
}
