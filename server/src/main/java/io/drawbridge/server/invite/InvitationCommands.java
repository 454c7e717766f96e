package io.drawbridge.server.invite;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.mail.Additions;
import io.drawbridge.server.invite.mail.InvitationMails;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.invite.mail.StopMails;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The commands about invitations, their links and their mails; {@link #invitations} is for the
 * features that add and remove people.
 */
public final class InvitationCommands implements Feature {
  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  private final Invitations invitations;
  private final CodeInvitations codes;
  private final InvitationLink link;
  private final InvitationLetters letters;
  private final Additions additions;
  private final AcceptInvitation accept;
  private final DeclineInvitation decline;
  private final ResendInvitation resend;
  private final ListInvitations list;
  private final ApproveInvitation approve;
  private final DenyInvitation deny;
  private final ListAwaiting awaiting;
  private final StopMails stop;
  private final PeriodicTask forgetting;

  /** {@code dms} says where an accepted invitation into a direct message leads. */
  public InvitationCommands(
      Platform platform,
      Access access,
      Changes changes,
      Signals signals,
      ConversationViews views,
      Mails mails,
      MailQuota quota,
      PrivilegedReads reads,
      Invitations.DmArrivals dms) {
    AccessGate gate = access.gate();
    Database database = platform.database();
    Ids ids = platform.ids();
    AccountStore accounts = new AccountStore();
    OneTimeTokenStore tokens = new OneTimeTokenStore();
    InvitationStore store = new InvitationStore();
    InvitationMails mailed = new InvitationMails(tokens, mails.outbox(), quota, platform.random());
    InvitationJudge judge = new InvitationJudge(gate);
    InvitationNews news =
        new InvitationNews(
            database, accounts, access.conversations(), access.people(), signals, store, judge);
    WaitingInvitations waiting = new WaitingInvitations(gate, database, store, judge, mailed, news);
    NamedInvitations named = new NamedInvitations(ids, store, judge, mailed, news, waiting);
    Acceptance acceptance = new Acceptance(changes, store, judge, mailed, dms, named);
    Addressee addressee = new Addressee(database, accounts, store);
    this.additions = new Additions(mails.outbox(), quota, mails.letters());
    this.invitations =
        new MailedInvitations(ids, database, store, judge, mailed, news, additions, waiting, named);
    this.codes = new CodeInvitations(database, accounts, store, judge, acceptance, news);
    this.letters = new InvitationLetters(platform, store, judge, tokens, mails.letters(), news);
    this.accept = new AcceptInvitation(addressee, acceptance, views, changes);
    this.decline = new DeclineInvitation(changes, addressee, store, judge, mailed, news);
    this.link =
        new InvitationLink(database, ids, accounts, tokens, store, judge, acceptance, decline);
    this.resend = new ResendInvitation(gate, database, changes, store, judge, mailed, news);
    this.list = new ListInvitations(gate, database, accounts, store, judge, news);
    this.approve = new ApproveInvitation(changes, waiting, acceptance, mailed, additions, news);
    this.deny = new DenyInvitation(changes, waiting, store, news);
    this.awaiting =
        new ListAwaiting(gate, database, access.conversations(), reads, store, judge, news);
    this.stop = new StopMails(platform, mails.stops());
    this.forgetting =
        new PeriodicTask("old mail counts", FORGET_EVERY, () -> quota.forgetOld(database));
  }

  public Invitations invitations() {
    return invitations;
  }

  public CodeInvitations codes() {
    return codes;
  }

  @Override
  public Map<LinkKind, LinkUse> links() {
    return Map.of(LinkKind.INVITATION, link);
  }

  @Override
  public Map<MailKind, LetterSource> letters() {
    return Map.of(MailKind.INVITATION, letters, MailKind.ADDED, additions);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(forgetting);
  }

  @Override
  public void register(Commands commands) {
    commands.on(InvitationCommand.Accept.class, accept);
    commands.on(InvitationCommand.Decline.class, decline);
    commands.on(InvitationCommand.Resend.class, resend);
    commands.on(InvitationCommand.ListInvitations.class, list);
    commands.on(InvitationCommand.ListAwaiting.class, awaiting);
    commands.on(InvitationCommand.Approve.class, approve);
    commands.on(InvitationCommand.Deny.class, deny);
    commands.open(InvitationCommand.StopMails.class, stop);
  }
}
