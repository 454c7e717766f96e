package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.Credentials;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.workspace.departure.Departures;
import io.drawbridge.server.workspace.departure.SignOut;
import io.drawbridge.server.workspace.guest.GuestEnds;
import io.drawbridge.server.workspace.guest.GuestInvitations;
import io.drawbridge.server.workspace.guest.InviteGuest;
import io.drawbridge.server.workspace.seat.HeldMails;
import io.drawbridge.server.workspace.seat.ManagedSeatInvitation;
import io.drawbridge.server.workspace.seat.SeatInvitationJudge;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.util.List;
import java.util.Map;

/** The commands about workspaces, with their links and mails. */
public final class WorkspaceCommands implements Feature {
  private final SetUpServer setUp;
  private final CreateWorkspace create;
  private final ListMembers members;
  private final InviteMember invite;
  private final InviteGuest inviteGuest;
  private final GuestInvitations guestInvitations;
  private final GuestEnds guestEnds;
  private final ListSeatInvitations invitations;
  private final ResendSeatInvitation resend;
  private final WithdrawSeatInvitation withdraw;
  private final SetRole setRole;
  private final PromoteExternal promote;
  private final RemoveWorkspaceMember remove;
  private final SuspendPerson suspend;
  private final UnsuspendPerson unsuspend;
  private final SuspendAddress suspendAddress;
  private final UnsuspendAddress unsuspendAddress;
  private final EndSessions endSessions;
  private final WorkspaceInvitationLink link;

  public WorkspaceCommands(
      Platform platform,
      AccessGate gate,
      Changes changes,
      Signals signals,
      Credentials credentials,
      OpenSession open,
      Invitations conversationInvitations,
      Mails mails,
      MailQuota quota) {
    Database database = platform.database();
    Ids ids = platform.ids();
    OneTimeTokenStore tokens = new OneTimeTokenStore();
    WorkspaceStore store = new WorkspaceStore();
    WorkspaceInvitationStore seatInvitations = new WorkspaceInvitationStore();
    MakeWorkspace make = new MakeWorkspace(database, changes, ids, store);
    this.setUp =
        new SetUpServer(
            database, ids, new AccountStore(), tokens, credentials.passwords(), open, make);
    this.create = new CreateWorkspace(database, make, changes);
    this.members = new ListMembers(gate, database, store);
    SeatInvitationJudge judge = new SeatInvitationJudge(gate);
    SeatInvitationMails mailed =
        new SeatInvitationMails(tokens, mails.outbox(), quota, platform.random());
    this.inviteGuest = new InviteGuest(gate, changes, ids, platform.clock(), mailed);
    this.guestInvitations = new GuestInvitations(mailed);
    this.guestEnds = new GuestEnds(platform);
    ManagedSeatInvitation managed = new ManagedSeatInvitation(gate, database, seatInvitations);
    this.invite = new InviteMember(gate, changes, ids, store, seatInvitations, mailed);
    this.invitations = new ListSeatInvitations(gate, database, store, seatInvitations, judge);
    this.resend = new ResendSeatInvitation(changes, managed, seatInvitations, judge, mailed);
    this.withdraw = new WithdrawSeatInvitation(changes, managed, seatInvitations, mailed);
    this.setRole = new SetRole(gate, changes, store);
    this.promote = new PromoteExternal(gate, changes, store, invite);
    BotEnding bots = new BotEnding(changes);
    this.remove =
        new RemoveWorkspaceMember(
            gate,
            changes,
            store,
            new Departures(conversationInvitations, seatInvitations, bots),
            bots);
    Suspension suspension = new Suspension(conversationInvitations);
    BarredAddressStore addresses = new BarredAddressStore();
    this.suspend = new SuspendPerson(gate, changes, store, suspension);
    this.unsuspend = new UnsuspendPerson(gate, changes, suspension, addresses);
    this.suspendAddress =
        new SuspendAddress(
            gate,
            database,
            changes,
            store,
            suspension,
            addresses,
            new HeldMails(conversationInvitations, seatInvitations, mailed));
    this.unsuspendAddress =
        new UnsuspendAddress(gate, database, changes, store, suspension, addresses);
    this.endSessions =
        new EndSessions(
            gate, changes, store, new SignOut(credentials.notices(), platform.security()));
    this.link = new WorkspaceInvitationLink(platform, changes, judge, signals, mails.letters());
  }

  /** The invitations to become a guest, for who ends all that somebody has. */
  public GuestInvitations guestInvitations() {
    return guestInvitations;
  }

  @Override
  public Map<LinkKind, LinkUse> links() {
    return Map.of(LinkKind.SET_UP, setUp, LinkKind.WORKSPACE_INVITATION, link);
  }

  @Override
  public Map<MailKind, LetterSource> letters() {
    return Map.of(MailKind.WORKSPACE_INVITATION, link);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(guestEnds.task());
  }

  @Override
  public void register(Commands commands) {
    commands.open(WorkspaceCommand.SetUp.class, setUp);
    commands.on(WorkspaceCommand.Create.class, create);
    commands.on(WorkspaceCommand.ListMembers.class, members);
    commands.on(WorkspaceCommand.Invite.class, invite);
    commands.on(ExternalCommand.Invite.class, inviteGuest);
    commands.on(WorkspaceCommand.ListInvitations.class, invitations);
    commands.on(WorkspaceCommand.ResendInvitation.class, resend);
    commands.on(WorkspaceCommand.WithdrawInvitation.class, withdraw);
    commands.on(WorkspaceCommand.SetRole.class, setRole);
    commands.on(SeatCommand.Promote.class, promote);
    commands.on(WorkspaceCommand.RemoveMember.class, remove);
    commands.on(WorkspaceCommand.Suspend.class, suspend);
    commands.on(WorkspaceCommand.Unsuspend.class, unsuspend);
    commands.on(WorkspaceCommand.SuspendAddress.class, suspendAddress);
    commands.on(WorkspaceCommand.UnsuspendAddress.class, unsuspendAddress);
    commands.on(WorkspaceCommand.EndSessions.class, endSessions);
  }
}
