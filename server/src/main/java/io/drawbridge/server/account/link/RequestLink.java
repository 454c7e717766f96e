package io.drawbridge.server.account.link;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.Credentials;
import io.drawbridge.server.account.credential.DeviceProofs;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.platform.PurposeKey;
import io.drawbridge.server.session.outbox.Answer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Mails a sign-in link. Whether the address has an account is looked up when the mail is made, not
 * here: the answer, its time and what is written are the same for every address. Beyond a few an
 * hour the request is still answered {@code done}, and no mail goes out; but the first of a day
 * from each source, and from each device that has signed in before, always gets through, so that
 * nobody can use up the links of somebody else.
 */
public final class RequestLink implements OpenHandler<AccountCommand.RequestLink, Done> {
  /** Mails to one address in an hour: in all, and for any one source. */
  public static final int MAILS_PER_HOUR_MAX = 5;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Database database;
  private final AccountStore accounts = new AccountStore();
  private final OneTimeTokenStore tokens = new OneTimeTokenStore();
  private final DeviceProofs proofs;

  /** Hides where a request came from in what is stored. */
  private final PurposeKey sources;

  private final MailOutbox outbox;
  private final SecurityLog security;
  private final SecureRandom random;

  public RequestLink(Platform platform, Credentials credentials, MailOutbox outbox) {
    this.database = platform.database();
    this.proofs = credentials.proofs();
    this.sources = credentials.sources();
    this.outbox = outbox;
    this.security = platform.security();
    this.random = platform.random();
  }

  @Override
  public Optional<Object> share(AccountCommand.RequestLink command) {
    return command.deviceProof().flatMap(proofs::read).map(device -> device);
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      ClientAddress address, AccountCommand.RequestLink command) {
    EmailAddress email = EmailAddress.of(command.email());
    boolean added =
        database.write(handle -> add(handle, email, source(handle, address, email, command)));
    if (added) {
      security.record(SecurityEvent.LINK_REQUESTED, Fact.source(address.network()));
      outbox.wake();
    }
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }

  /** The source of a request; the account is looked up only for devices that have been in it. */
  private byte[] source(
      Handle handle,
      ClientAddress address,
      EmailAddress email,
      AccountCommand.RequestLink command) {
    return command
        .deviceProof()
        .flatMap(proofs::read)
        .flatMap(device ->
            accounts
                .find(handle, email)
                .flatMap(account -> proofs.read(command.deviceProof(), account)))
        .map(device -> sources.code("device " + device.number()))
        .orElseGet(() -> sources.code("network " + address.network()));
  }

  private boolean add(Handle handle, EmailAddress email, byte[] source) {
    tokens.lockSignIns(handle, email);
    boolean firstOfTheDay = tokens.signInsFrom(handle, email, source, DAY) == 0;
    boolean few =
        tokens.signInsFrom(handle, email, source, HOUR) < MAILS_PER_HOUR_MAX
            && tokens.signIns(handle, email, HOUR) < MAILS_PER_HOUR_MAX;
    if (!firstOfTheDay && !few) {
      return false;
    }
    OneTimeSecret token = OneTimeSecret.fresh(random);
    tokens.insertSignIn(handle, token, email, source, Limits.SIGN_IN_LINK_LIFETIME);
    outbox.add(handle, MailKind.SIGN_IN, email, Optional.empty(), token.text());
    return true;
  }
}
