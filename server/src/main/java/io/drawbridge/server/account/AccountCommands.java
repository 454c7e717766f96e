package io.drawbridge.server.account;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.account.credential.Credentials;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.link.AcceptLink;
import io.drawbridge.server.account.link.DeclineLink;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.account.link.LinkUses;
import io.drawbridge.server.account.link.RedeemLink;
import io.drawbridge.server.account.link.RequestLink;
import io.drawbridge.server.account.link.SeatStore;
import io.drawbridge.server.account.link.ShowLink;
import io.drawbridge.server.account.link.SignInByLink;
import io.drawbridge.server.account.session.ListSessions;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.PasswordChange;
import io.drawbridge.server.account.session.RefreshSession;
import io.drawbridge.server.account.session.RenewSession;
import io.drawbridge.server.account.session.RevokeSession;
import io.drawbridge.server.account.session.SessionLifetimes;
import io.drawbridge.server.account.session.SessionRegister;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.account.session.SignOut;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The commands about accounts and sessions, with the link that signs in and the mails to owners;
 * {@link #opening} is for the features that let somebody in.
 */
public final class AccountCommands implements Feature {
  private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  private final OpenSession open;
  private final SignInByLink link;
  private final CredentialNotices notices;
  private final List<PeriodicTask> tasks;
  private final SignIn signIn;
  private final SignInBot signInBot;
  private final SignOut signOut;
  private final RequestLink requestLink;
  private final RedeemLink redeem;
  private final ShowLink show;
  private final AcceptLink acceptLink;
  private final DeclineLink declineLink;
  private final ShowMe me;
  private final UpdateAccount update;
  private final OwnerProof proof;
  private final SetPassword setPassword;
  private final RefreshSession refresh;
  private final RenewSession renew;
  private final ListSessions list;
  private final RevokeSession revoke;

  /**
   * @param register knows which sessions live
   * @param links what each kind of one-time link does
   */
  public AccountCommands(
      Platform platform,
      Changes changes,
      People people,
      Credentials credentials,
      SessionRegister register,
      SessionLifetimes lifetimes,
      Mails mails,
      LinkUses links) {
    Database database = platform.database();
    SecurityLog security = platform.security();
    AccountStore accounts = new AccountStore();
    SessionStore sessions = new SessionStore();
    OneTimeTokenStore tokens = new OneTimeTokenStore();
    Passwords passwords = credentials.passwords();
    PasswordChange passwordChange =
        new PasswordChange(accounts, sessions, tokens, credentials.notices());
    this.notices = credentials.notices();
    this.open = new OpenSession(platform, changes, credentials, lifetimes);
    this.link = new SignInByLink(database, accounts, tokens, mails.letters());
    this.signIn = new SignIn(database, accounts, passwords, credentials.proofs(), open, security);
    this.signInBot = new SignInBot(database, new BotStore(), open, security);
    this.signOut = new SignOut(changes, sessions);
    this.requestLink = new RequestLink(platform, credentials, mails.outbox());
    this.redeem = new RedeemLink(platform, changes, passwords, passwordChange, open, links);
    this.show = new ShowLink(database, links);
    this.acceptLink = new AcceptLink(database, links);
    this.declineLink = new DeclineLink(database, links);
    this.me = new ShowMe(database, accounts, new SeatStore());
    this.update = new UpdateAccount(changes, accounts, people);
    this.proof = new OwnerProof(database, sessions, passwords);
    this.setPassword =
        new SetPassword(database, changes, accounts, proof, passwords, passwordChange);
    this.refresh = new RefreshSession(platform, changes, credentials, lifetimes);
    this.renew = new RenewSession(register);
    this.list = new ListSessions(database, sessions);
    this.revoke = new RevokeSession(changes, sessions, security);
    this.tasks =
        List.of(
            new PeriodicTask("tidying sessions", TIDY_EVERY, register::tidy),
            new PeriodicTask(
                "deleting old credentials",
                SWEEP_EVERY,
                new SweepCredentials(database, sessions, tokens)::run));
  }

  /** The way to open a session for somebody who has proved themselves. */
  public OpenSession opening() {
    return open;
  }

  /** What asks for more than an access token. */
  public OwnerProof proof() {
    return proof;
  }

  @Override
  public Map<LinkKind, LinkUse> links() {
    return Map.of(LinkKind.SIGN_IN, link);
  }

  @Override
  public Map<MailKind, LetterSource> letters() {
    return Map.of(MailKind.SIGN_IN, link, MailKind.CREDENTIAL_CHANGED, notices);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return tasks;
  }

  @Override
  public void register(Commands commands) {
    commands.open(AccountCommand.SignIn.class, signIn);
    commands.open(AccountCommand.SignInBot.class, signInBot);
    commands.on(AccountCommand.SignOut.class, signOut);
    commands.open(AccountCommand.RequestLink.class, requestLink);
    commands.open(AccountCommand.Redeem.class, redeem);
    commands.open(AccountCommand.ShowLink.class, show);
    commands.on(AccountCommand.AcceptLink.class, acceptLink);
    commands.open(AccountCommand.DeclineLink.class, declineLink);
    commands.on(AccountCommand.Me.class, me);
    commands.on(AccountCommand.Update.class, update);
    commands.on(AccountCommand.SetPassword.class, setPassword);
    commands.open(SessionCommand.Refresh.class, refresh);
    commands.onSession(SessionCommand.Renew.class, renew);
    commands.on(SessionCommand.ListSessions.class, list);
    commands.on(SessionCommand.Revoke.class, revoke);
  }
}
