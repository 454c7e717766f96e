package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.AccountCommand;
import io.drawbridge.protocol.frame.AccountResult.Tokens;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.EmailAddress;
import io.drawbridge.server.session.Answer;
import io.drawbridge.server.session.ClientAddress;
import io.drawbridge.server.session.OpenHandler;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Signs a person in with address and password. The work and the answer are the same for an unknown
 * address, a wrong password and an account without one.
 */
public final class SignIn implements OpenHandler<AccountCommand.SignIn, Tokens> {
  private final Database database;
  private final AccountStore accounts;
  private final Passwords passwords;
  private final OpenSession open;
  private final AttemptLimit limit = new AttemptLimit();

  public SignIn(Database database, AccountStore accounts, Passwords passwords, OpenSession open) {
    this.database = database;
    this.accounts = accounts;
    this.passwords = passwords;
    this.open = open;
  }

  @Override
  public CompletionStage<Answer<Tokens>> handle(
      ClientAddress address, AccountCommand.SignIn command) {
    EmailAddress email = EmailAddress.of(command.email());
    limit.attempt(email);
    Optional<AccountStore.Account> account =
        database.query(handle -> accounts.find(handle, email)).filter(found -> !found.bot());
    boolean right =
        passwords.matches(command.password(), account.flatMap(AccountStore.Account::passwordHash));
    AccountStore.Account known = account.filter(found -> right).orElseThrow(SignIn::refused);
    limit.succeeded(email);
    return open.open(known.id(), command.device()).thenApply(Answer::own);
  }

  static Failure refused() {
    return Failure.of(ErrorCode.SIGN_IN_FAILED, "the address or the password is wrong");
  }
}
