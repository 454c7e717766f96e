package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.AttemptLimit;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.link.SeatStore;
import io.drawbridge.server.account.session.PasswordChange;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.RequestKeys;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Sets the caller's password, and ends every other session: one of them may be why it changes. The
 * right is the present password, or a session that a mailed link opened a moment ago; an access
 * token alone sets none.
 */
public final class SetPassword implements Handler<AccountCommand.SetPassword, Done> {
  private static final String DONE = "done";

  /**
   * Stands for the passwords in the request's key, which is stored: their fast hash must not be.
   */
  private static final Secret NOT_STORED = new Secret("0123456789");

  private final Database database;
  private final MembershipLanes lanes;
  private final AccountStore accounts;
  private final SessionStore sessions;
  private final Passwords passwords;
  private final PasswordChange change;
  private final Requests requests;
  private final RequestKeys keys;
  private final SeatStore seats = new SeatStore();
  private final AttemptLimit limit = new AttemptLimit();

  SetPassword(
      Database database,
      MembershipLanes lanes,
      AccountStore accounts,
      SessionStore sessions,
      Passwords passwords,
      PasswordChange change,
      Requests requests,
      RequestKeys keys) {
    this.database = database;
    this.lanes = lanes;
    this.accounts = accounts;
    this.sessions = sessions;
    this.passwords = passwords;
    this.change = change;
    this.requests = requests;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AccountCommand.SetPassword command) {
    RequestKey key =
        keys.of(
            caller,
            new AccountCommand.SetPassword(command.clientId(), Optional.empty(), NOT_STORED));
    if (database.query(handle -> requests.earlier(handle, key)).isPresent()) {
      return CompletableFuture.completedStage(Answer.own(new Done()));
    }
    AccountStore.Account account =
        database
            .query(handle -> accounts.find(handle, caller.account()))
            .orElseThrow(Failure::notFound);
    AccessRules.setPassword(account.bot()).require();
    if (account.passwordHash().isPresent() && command.currentPassword().isPresent()) {
      proveCurrent(caller, account, command.currentPassword().get());
    } else {
      requireProvedMailbox(caller, account);
    }
    String hash =
        passwords.hash(
            new Payer.OfAccount(account.id()),
            command.newPassword(),
            database.read(handle -> seats.about(handle, account)));
    return lanes
        .submitAccount(
            caller.account(), caller.account(), handle -> set(handle, caller, account, hash, key))
        .thenApply(changed -> {
          if (changed.value()) {
            change.told(account);
          }
          return Answer.own(new Done());
        });
  }

  private void proveCurrent(Caller caller, AccountStore.Account account, Secret current) {
    Payer payer = new Payer.OfAccount(account.id());
    // Counted by session: a stolen one cannot use up the attempts of the owner's.
    if (!limit.attempt(
        caller.session(), () -> passwords.matches(payer, current, account.passwordHash()))) {
      throw wrongCurrent();
    }
  }

  private void requireProvedMailbox(Caller caller, AccountStore.Account account) {
    boolean proved =
        database.query(handle ->
            sessions.provedMailbox(handle, caller.session(), Limits.MAILBOX_PROOF_LIFETIME));
    if (!proved && account.passwordHash().isPresent()) {
      throw wrongCurrent();
    }
    AccessRules.setFirstPassword(proved).require();
  }

  private static Failure wrongCurrent() {
    return Failure.of(ErrorCode.SIGN_IN_FAILED, "the current password is wrong");
  }

  private boolean set(
      Handle handle, Caller caller, AccountStore.Account before, String hash, RequestKey key) {
    if (requests.earlier(handle, key).isPresent()) {
      return false;
    }
    if (!change.set(handle, before, hash, Optional.of(caller.session()))) {
      throw Failure.of(ErrorCode.CONFLICT, "the password was changed meanwhile");
    }
    requests.remember(handle, key, DONE);
    return true;
  }
}
