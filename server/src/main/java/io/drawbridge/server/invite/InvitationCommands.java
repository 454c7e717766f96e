package io.drawbridge.server.invite;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.MailStops;
import java.security.SecureRandom;

/**
 * The commands about invitations, ready to be registered, with what other parts need of them:
 * {@link #invitations} for those who add and remove people, {@link #link} for redeeming, {@link
 * #letters} for the mail worker.
 */
public final class InvitationCommands {
  private final Invitations invitations;
  private final InvitationLink link;
  private final InvitationLetters letters;
  private final AcceptInvitation accept;
  private final DeclineInvitation decline;
  private final ResendInvitation resend;
  private final ListInvitations list;
  private final StopMails stop;

  public InvitationCommands(
      AccessGate gate,
      Conversations conversations,
      People people,
      Database database,
      Ids ids,
      SecureRandom random,
      Changes changes,
      Signals signals,
      ConversationViews views,
      AccountStore accounts,
      OneTimeTokenStore tokens,
      MailOutbox outbox,
      Letters texts,
      MailQuota quota,
      Additions additions,
      MailStops stops,
      DmArrivals dms) {
    InvitationStore store = new InvitationStore();
    InvitationMails mails = new InvitationMails(tokens, outbox, quota, random);
    InvitationJudge judge = new InvitationJudge(gate);
    InvitationNews news =
        new InvitationNews(database, accounts, conversations, people, signals, store, judge);
    Acceptance acceptance = new Acceptance(changes, store, judge, mails, dms);
    Addressee addressee = new Addressee(database, accounts, store);
    this.invitations = new MailedInvitations(ids, database, store, judge, mails, news, additions);
    this.link = new InvitationLink(database, ids, accounts, tokens, store, judge, acceptance);
    this.letters = new InvitationLetters(database, store, judge, tokens, texts, news);
    this.accept = new AcceptInvitation(addressee, acceptance, views, changes);
    this.decline = new DeclineInvitation(changes, addressee, store, judge, mails, news);
    this.resend = new ResendInvitation(gate, database, changes, store, judge, mails);
    this.list = new ListInvitations(gate, database, accounts, store, judge, news);
    this.stop = new StopMails(database, stops);
  }

  public Invitations invitations() {
    return invitations;
  }

  public LinkUse link() {
    return link;
  }

  public LetterSource letters() {
    return letters;
  }

  public void register(Commands commands) {
    commands.on(InvitationCommand.Accept.class, accept);
    commands.on(InvitationCommand.Decline.class, decline);
    commands.on(InvitationCommand.Resend.class, resend);
    commands.on(InvitationCommand.ListInvitations.class, list);
    commands.open(InvitationCommand.StopMails.class, stop);
  }
}
