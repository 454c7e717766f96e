package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.rules.AccountRules;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.AttemptLimit;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.link.SeatStore;
import io.drawbridge.server.account.session.PasswordChange;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sets the caller's password, and ends every other session: one of them may be why it changes. The
 * right is the present password, or a session that a mailed link opened a moment ago; an access
 * token alone sets none.
 */
public final class SetPassword implements Handler<AccountCommand.SetPassword, Done> {
  /**
   * Stands for the passwords in the request's key, which is stored: their fast hash must not be.
   */
  private static final Secret NOT_STORED = new Secret("0123456789");

  private final Database database;
  private final Changes changes;
  private final AccountStore accounts;
  private final SessionStore sessions;
  private final Passwords passwords;
  private final PasswordChange change;
  private final SeatStore seats = new SeatStore();
  private final AttemptLimit limit = new AttemptLimit();

  SetPassword(
      Database database,
      Changes changes,
      AccountStore accounts,
      SessionStore sessions,
      Passwords passwords,
      PasswordChange change) {
    this.database = database;
    this.changes = changes;
    this.accounts = accounts;
    this.sessions = sessions;
    this.passwords = passwords;
    this.change = change;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AccountCommand.SetPassword command) {
    ChangeRequest<Done> request =
        changes.request(
            caller,
            new AccountCommand.SetPassword(command.clientId(), Optional.empty(), NOT_STORED),
            Done.class);
    // A caller who repeats it cannot prove the password that it has replaced.
    Optional<Done> earlier = changes.earlier(request);
    if (earlier.isPresent()) {
      return CompletableFuture.completedStage(Answer.own(earlier.get()));
    }
    AccountStore.Account account =
        database
            .query(handle -> accounts.find(handle, caller.account()))
            .orElseThrow(Failure::notFound);
    AccountRules.setPassword(account.bot()).require();
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
    return changes
        .ofAccount(caller.account(), request, tx -> set(tx, caller, account, hash))
        .thenApply(changed -> {
          change.told(account);
          return Answer.own(changed.value());
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
    AccountRules.setFirstPassword(proved).require();
  }

  private static Failure wrongCurrent() {
    return Failure.of(ErrorCode.SIGN_IN_FAILED, "the current password is wrong");
  }

  private Done set(AuditedTransaction tx, Caller caller, AccountStore.Account before, String hash) {
    if (!change.set(tx, before, hash, Optional.of(caller.session()))) {
      throw Failure.of(ErrorCode.CONFLICT, "the password was changed meanwhile");
    }
    return new Done();
  }
}
