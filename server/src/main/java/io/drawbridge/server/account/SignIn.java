package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.AttemptLimit;
import io.drawbridge.server.account.credential.DeviceProofs;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.session.outbox.Answer;
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
  private final SecurityLog security;
  private final DeviceProofs proofs;
  private final AttemptLimit limit = new AttemptLimit();

  public SignIn(
      Database database,
      AccountStore accounts,
      Passwords passwords,
      DeviceProofs proofs,
      OpenSession open,
      SecurityLog security) {
    this.database = database;
    this.accounts = accounts;
    this.passwords = passwords;
    this.proofs = proofs;
    this.open = open;
    this.security = security;
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
    boolean right;
    try {
      right = right(address, command, email, account, device);
    } catch (Failure refused) {
      if (refused.code() == ErrorCode.RATE_LIMITED) {
        record(SecurityEvent.SIGN_IN_LIMITED, address, account);
      }
      throw refused;
    }
    record(right ? SecurityEvent.SIGN_IN : SecurityEvent.SIGN_IN_FAILED, address, account);
    AccountStore.Account known = account.filter(found -> right).orElseThrow(SignIn::refused);
    return open.open(
            new Proved(known.id(), known.credentials(), Proved.By.PASSWORD, device),
            command.device())
        .thenApply(Answer::own);
  }

  private boolean right(
      ClientAddress address,
      AccountCommand.SignIn command,
      EmailAddress email,
      Optional<AccountStore.Account> account,
      Optional<DeviceProofs.Device> device) {
    Optional<String> hash = account.flatMap(AccountStore.Account::passwordHash);
    if (device.isPresent()) {
      Payer known = new Payer.OfDevice(device.get());
      return limit.attempt(known, () -> passwords.matches(known, command.password(), hash));
    }
    Payer stranger = new Payer.OfSource(address);
    return limit.attempt(
        email, address, () -> passwords.matches(stranger, command.password(), hash));
  }

  private void record(
      SecurityEvent event, ClientAddress address, Optional<AccountStore.Account> account) {
    Fact source = Fact.source(address.network());
    account.ifPresentOrElse(
        known -> security.record(event, Fact.account(known.id()), source),
        () -> security.record(event, source));
  }

  static Failure refused() {
    return Failure.of(ErrorCode.SIGN_IN_FAILED, "the address or the password is wrong");
  }
}
