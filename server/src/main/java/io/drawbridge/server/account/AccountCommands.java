package io.drawbridge.server.account;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.account.credential.DeviceProofs;
import io.drawbridge.server.account.credential.JwtTokens;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.PurposeKey;
import io.drawbridge.server.account.link.AcceptLink;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.account.link.RedeemLink;
import io.drawbridge.server.account.link.RequestLink;
import io.drawbridge.server.account.link.SeatStore;
import io.drawbridge.server.account.link.ShowLink;
import io.drawbridge.server.account.session.ListSessions;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.PasswordChange;
import io.drawbridge.server.account.session.RefreshSession;
import io.drawbridge.server.account.session.RenewSession;
import io.drawbridge.server.account.session.RevokeSession;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.account.session.SignOut;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.session.Authenticator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/** The commands about accounts and sessions, ready to be registered. */
public final class AccountCommands {
  private final SignIn signIn;
  private final SignInBot signInBot;
  private final SignOut signOut;
  private final RequestLink requestLink;
  private final RedeemLink redeem;
  private final ShowLink show;
  private final AcceptLink acceptLink;
  private final ShowMe me;
  private final UpdateAccount update;
  private final SetPassword setPassword;
  private final RefreshSession refresh;
  private final RenewSession renew;
  private final ListSessions list;
  private final RevokeSession revoke;

  /**
   * @param proofs knows devices that have signed in before
   * @param sources hides where requests came from in what is stored
   * @param refreshKey derives refresh tokens
   * @param notices tells owners what was changed
   * @param links what each kind of one-time link does
   * @param idleLifetime how long an unused refresh token is good
   */
  public AccountCommands(
      Database database,
      Changes changes,
      SecureRandom random,
      JwtTokens jwt,
      Authenticator authenticator,
      OpenSession open,
      AccountStore accounts,
      SessionStore sessions,
      OneTimeTokenStore tokens,
      Passwords passwords,
      DeviceProofs proofs,
      PurposeKey sources,
      PurposeKey refreshKey,
      CredentialNotices notices,
      SecurityLog security,
      People people,
      MailOutbox outbox,
      Map<LinkKind, LinkUse> links,
      Duration idleLifetime) {
    PasswordChange passwordChange = new PasswordChange(accounts, sessions, tokens, notices);
    this.signIn = new SignIn(database, accounts, passwords, proofs, open, security);
    this.signInBot = new SignInBot(database, new BotStore(), open, security);
    this.signOut = new SignOut(changes, sessions);
    this.requestLink =
        new RequestLink(database, accounts, tokens, proofs, sources, outbox, security, random);
    this.redeem =
        new RedeemLink(
            database, changes, accounts, tokens, passwords, passwordChange, open, security, links);
    this.show = new ShowLink(database, tokens, links);
    this.acceptLink = new AcceptLink(database, tokens, links);
    this.me = new ShowMe(database, accounts, new SeatStore());
    this.update = new UpdateAccount(changes, accounts, people);
    this.setPassword =
        new SetPassword(database, changes, accounts, sessions, passwords, passwordChange);
    this.refresh =
        new RefreshSession(database, changes, refreshKey, jwt, sessions, security, idleLifetime);
    this.renew = new RenewSession(authenticator);
    this.list = new ListSessions(database, sessions);
    this.revoke = new RevokeSession(changes, sessions, security);
  }

  public void register(Commands commands) {
    commands.open(AccountCommand.SignIn.class, signIn);
    commands.open(AccountCommand.SignInBot.class, signInBot);
    commands.on(AccountCommand.SignOut.class, signOut);
    commands.open(AccountCommand.RequestLink.class, requestLink);
    commands.open(AccountCommand.Redeem.class, redeem);
    commands.open(AccountCommand.ShowLink.class, show);
    commands.on(AccountCommand.AcceptLink.class, acceptLink);
    commands.on(AccountCommand.Me.class, me);
    commands.on(AccountCommand.Update.class, update);
    commands.on(AccountCommand.SetPassword.class, setPassword);
    commands.open(SessionCommand.Refresh.class, refresh);
    commands.onSession(SessionCommand.Renew.class, renew);
    commands.on(SessionCommand.ListSessions.class, list);
    commands.on(SessionCommand.Revoke.class, revoke);
  }
}
