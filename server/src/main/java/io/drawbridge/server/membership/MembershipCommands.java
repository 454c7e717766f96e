package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.invite.UnansweredInvitations;
import io.drawbridge.server.people.Contacts;
import io.drawbridge.server.platform.Platform;

/** The commands about who is in a conversation, ready to be registered. */
public final class MembershipCommands implements Feature {
  private final AddMember add;
  private final AddMany addMany;
  private final RemoveMember remove;
  private final UndoRemoval undo;
  private final ListPaths paths;
  private final LeaveConversation leave;
  private final ShowRoster roster;
  private final SetGroupRole role;
  private final SetUntil until;
  private final PreviewAddition preview;
  private final PreviewRemoval previewRemoval;

  public MembershipCommands(
      Platform platform, AccessGate gate, Changes changes, Invitations invitations) {
    Database database = platform.database();
    MembershipStore store = new MembershipStore();
    Departure departure = new Departure(invitations, store);
    RosterReader rosters = new RosterReader(database, new UnansweredInvitations(gate));
    this.add =
        new AddMember(
            gate, database, platform.clock(), changes, new Contacts(), invitations, store);
    this.addMany = new AddMany(gate, platform.clock(), changes, invitations, store);
    this.preview = new PreviewAddition(gate, changes, add);
    this.remove = new RemoveMember(gate, changes, invitations, departure);
    this.previewRemoval = new PreviewRemoval(changes, remove);
    this.undo = new UndoRemoval(gate, changes);
    this.paths = new ListPaths(gate, rosters);
    this.leave = new LeaveConversation(gate, changes, departure);
    this.roster = new ShowRoster(gate, rosters);
    this.role = new SetGroupRole(gate, changes);
    this.until = new SetUntil(gate, platform.clock(), changes);
  }

  @Override
  public void register(Commands commands) {
    commands.on(MemberCommand.Add.class, add::handle);
    commands.on(MemberCommand.AddMany.class, addMany);
    commands.on(MemberCommand.PreviewAdd.class, preview::handle);
    commands.on(MemberCommand.Remove.class, remove::handle);
    commands.on(MemberCommand.PreviewRemove.class, previewRemoval);
    commands.on(MemberCommand.UndoRemove.class, undo::handle);
    commands.on(MemberCommand.SetUntil.class, until::handle);
    commands.on(MemberCommand.ListPaths.class, paths::handle);
    commands.on(ConversationCommand.Leave.class, leave::handle);
    commands.on(ConversationCommand.ShowRoster.class, roster::handle);
    commands.on(GroupCommand.SetRole.class, role::handle);
  }
}
