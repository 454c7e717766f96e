package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.command.RequestKeys;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.invite.MailQuota;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.workspace.external.ListExternals;
import io.drawbridge.server.workspace.seat.HeldMails;
import io.drawbridge.server.workspace.seat.ManagedSeatInvitation;
import io.drawbridge.server.workspace.seat.SeatInvitationJudge;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.security.SecureRandom;

/**
 * The commands about workspaces, ready to be registered, with their links ({@link #setUpLink},
 * {@link #invitationLink}) and mails ({@link #letters}).
 */
public final class WorkspaceCommands {
  private final SetUpServer setUp;
  private final CreateWorkspace create;
  private final ListMembers members;
  private final ListExternals externals;
  private final InviteMember invite;
  private final ListSeatInvitations invitations;
  private final ResendSeatInvitation resend;
  private final WithdrawSeatInvitation withdraw;
  private final SetRole setRole;
  private final RemoveWorkspaceMember remove;
  private final SuspendPerson suspend;
  private final UnsuspendPerson unsuspend;
  private final SuspendAddress suspendAddress;
  private final UnsuspendAddress unsuspendAddress;
  private final EndSessions endSessions;
  private final WorkspaceInvitationLink link;

  public WorkspaceCommands(
      AccessGate gate,
      Database database,
      Ids ids,
      SecureRandom random,
      MembershipLanes lanes,
      Signals signals,
      AccountStore accounts,
      OneTimeTokenStore tokens,
      Passwords passwords,
      OpenSession open,
      Invitations conversationInvitations,
      BotEnding bots,
      SessionStore sessions,
      CredentialNotices notices,
      SecurityLog security,
      MailOutbox outbox,
      Letters texts,
      MailQuota quota,
      Requests requests,
      RequestKeys keys) {
    WorkspaceStore store = new WorkspaceStore();
    WorkspaceInvitationStore seatInvitations = new WorkspaceInvitationStore();
    MakeWorkspace make = new MakeWorkspace(database, lanes, ids, store);
    this.setUp = new SetUpServer(database, ids, accounts, tokens, passwords, open, make);
    this.create = new CreateWorkspace(database, make, keys);
    this.members = new ListMembers(gate, database, store);
    this.externals = new ListExternals(gate, database);
    SeatInvitationJudge judge = new SeatInvitationJudge(gate);
    SeatInvitationMails mails = new SeatInvitationMails(tokens, outbox, quota, random);
    ManagedSeatInvitation managed = new ManagedSeatInvitation(gate, database, seatInvitations);
    this.invite =
        new InviteMember(gate, database, ids, store, seatInvitations, mails, requests, keys);
    this.invitations = new ListSeatInvitations(gate, database, store, seatInvitations, judge);
    this.resend =
        new ResendSeatInvitation(database, managed, seatInvitations, judge, mails, requests, keys);
    this.withdraw =
        new WithdrawSeatInvitation(database, managed, seatInvitations, mails, requests, keys);
    this.setRole = new SetRole(gate, lanes, store, keys);
    this.remove =
        new RemoveWorkspaceMember(
            gate, lanes, store, seatInvitations, conversationInvitations, bots, keys);
    Suspension suspension = new Suspension(conversationInvitations);
    BarredAddressStore addresses = new BarredAddressStore();
    this.suspend = new SuspendPerson(gate, lanes, store, suspension, keys);
    this.unsuspend = new UnsuspendPerson(gate, lanes, suspension, addresses, keys);
    this.suspendAddress =
        new SuspendAddress(
            gate,
            database,
            lanes,
            store,
            suspension,
            addresses,
            new HeldMails(conversationInvitations, seatInvitations, mails),
            keys);
    this.unsuspendAddress =
        new UnsuspendAddress(gate, database, lanes, store, suspension, addresses, keys);
    this.endSessions =
        new EndSessions(gate, lanes, store, sessions, notices, security, requests, keys);
    this.link =
        new WorkspaceInvitationLink(
            database, ids, lanes, accounts, tokens, store, seatInvitations, judge, signals, texts);
  }

  public LinkUse setUpLink() {
    return setUp;
  }

  public LinkUse invitationLink() {
    return link;
  }

  public LetterSource letters() {
    return link;
  }

  public void register(Commands commands) {
    commands.open(WorkspaceCommand.SetUp.class, setUp);
    commands.on(WorkspaceCommand.Create.class, create);
    commands.on(WorkspaceCommand.ListMembers.class, members);
    commands.on(WorkspaceCommand.ListExternals.class, externals);
    commands.on(WorkspaceCommand.Invite.class, invite);
    commands.on(WorkspaceCommand.ListInvitations.class, invitations);
    commands.on(WorkspaceCommand.ResendInvitation.class, resend);
    commands.on(WorkspaceCommand.WithdrawInvitation.class, withdraw);
    commands.on(WorkspaceCommand.SetRole.class, setRole);
    commands.on(WorkspaceCommand.RemoveMember.class, remove);
    commands.on(WorkspaceCommand.Suspend.class, suspend);
    commands.on(WorkspaceCommand.Unsuspend.class, unsuspend);
    commands.on(WorkspaceCommand.SuspendAddress.class, suspendAddress);
    commands.on(WorkspaceCommand.UnsuspendAddress.class, unsuspendAddress);
    commands.on(WorkspaceCommand.EndSessions.class, endSessions);
  }
}
