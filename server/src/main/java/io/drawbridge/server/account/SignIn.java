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
  private final DeviceProofs proofs;
  private final AttemptLimit limit = new AttemptLimit();

  public SignIn(
      Database database,
      AccountStore accounts,
      Passwords passwords,
      DeviceProofs proofs,
      OpenSession open) {
    this.database = database;
    this.accounts = accounts;
    this.passwords = passwords;
    this.proofs = proofs;
    this.open = open;
  }

  @Override
  public Optional<Object> share(AccountCommand.SignIn command) {
    return command.deviceProof().flatMap(proofs::read).map(device -> device);
  }

  @Override
  public CompletionStage<Answer<Tokens>> handle(
      ClientAddress address, AccountCommand.SignIn command) {
    EmailAddress email = EmailAddress.of(command.email());
    Optional<AccountStore.Account> account =
        database.query(handle -> accounts.find(handle, email)).filter(found -> !found.bot());
    Optional<DeviceProofs.Device> device =
        account.flatMap(found -> proofs.read(command.deviceProof(), found));
    Optional<String> hash = account.flatMap(AccountStore.Account::passwordHash);
    boolean right =
        device
            .map(known ->
                limit.attempt(
                    known,
                    () -> passwords.matches(new Payer.OfDevice(known), command.password(), hash)))
            .orElseGet(() ->
                limit.attempt(
                    email,
                    address,
                    () ->
                        passwords.matches(new Payer.OfSource(address), command.password(), hash)));
    AccountStore.Account known = account.filter(found -> right).orElseThrow(SignIn::refused);
    return open.open(
            new Proved(known.id(), known.credentials(), Proved.By.PASSWORD, device),
            command.device())
        .thenApply(Answer::own);
  }

  static Failure refused() {
    return Failure.of(ErrorCode.SIGN_IN_FAILED, "the address or the password is wrong");
  }
}
