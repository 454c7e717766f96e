package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.rules.AccountRules;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.link.SeatStore;
import io.drawbridge.server.account.session.PasswordChange;
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
  private final OwnerProof proof;
  private final Passwords passwords;
  private final PasswordChange change;
  private final SeatStore seats = new SeatStore();

  SetPassword(
      Database database,
      Changes changes,
      AccountStore accounts,
      OwnerProof proof,
      Passwords passwords,
      PasswordChange change) {
    this.database = database;
    this.changes = changes;
    this.accounts = accounts;
    this.proof = proof;
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
    proof.require(caller, account, command.currentPassword());
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

  private Done set(AuditedTransaction tx, Caller caller, AccountStore.Account before, String hash) {
    if (!change.set(tx, before, hash, Optional.of(caller.session()))) {
      throw Failure.of(ErrorCode.CONFLICT, "the password was changed meanwhile");
    }
    return new Done();
  }
}
