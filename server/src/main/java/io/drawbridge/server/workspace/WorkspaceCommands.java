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
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.Changes;
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
      Changes changes,
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
      MailQuota quota) {
    WorkspaceStore store = new WorkspaceStore();
    WorkspaceInvitationStore seatInvitations = new WorkspaceInvitationStore();
    MakeWorkspace make = new MakeWorkspace(database, changes, ids, store);
    this.setUp = new SetUpServer(database, ids, accounts, tokens, passwords, open, make);
    this.create = new CreateWorkspace(database, make, changes);
    this.members = new ListMembers(gate, database, store);
    this.externals = new ListExternals(gate, database);
    SeatInvitationJudge judge = new SeatInvitationJudge(gate);
    SeatInvitationMails mails = new SeatInvitationMails(tokens, outbox, quota, random);
    ManagedSeatInvitation managed = new ManagedSeatInvitation(gate, database, seatInvitations);
    this.invite = new InviteMember(gate, changes, ids, store, seatInvitations, mails);
    this.invitations = new ListSeatInvitations(gate, database, store, seatInvitations, judge);
    this.resend = new ResendSeatInvitation(changes, managed, seatInvitations, judge, mails);
    this.withdraw = new WithdrawSeatInvitation(changes, managed, seatInvitations, mails);
    this.setRole = new SetRole(gate, changes, store);
    this.remove =
        new RemoveWorkspaceMember(
            gate, changes, store, seatInvitations, conversationInvitations, bots);
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
            new HeldMails(conversationInvitations, seatInvitations, mails));
    this.unsuspendAddress =
        new UnsuspendAddress(gate, database, changes, store, suspension, addresses);
    this.endSessions = new EndSessions(gate, changes, store, sessions, notices, security);
    this.link =
        new WorkspaceInvitationLink(
            database,
            ids,
            changes,
            accounts,
            tokens,
            store,
            seatInvitations,
            judge,
            signals,
            texts);
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
