package io.drawbridge.server.account;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.frame.AccountCommand;
import io.drawbridge.protocol.frame.Done;
import io.drawbridge.protocol.frame.LinkKind;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.mail.EmailAddress;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.session.Answer;
import io.drawbridge.server.session.ClientAddress;
import io.drawbridge.server.session.OpenHandler;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Mails a sign-in link. Whether the address has an account is looked up when the mail is made, not
 * here: the answer, its time and what is written are the same for every address. Beyond a few an
 * hour the request is still answered {@code done}, and no mail goes out.
 */
public final class RequestLink implements OpenHandler<AccountCommand.RequestLink, Done> {
  static final int MAILS_PER_HOUR_MAX = 5;

  private final Database database;
  private final OneTimeTokenStore tokens;
  private final MailOutbox outbox;
  private final SecureRandom random;

  public RequestLink(
      Database database, OneTimeTokenStore tokens, MailOutbox outbox, SecureRandom random) {
    this.database = database;
    this.tokens = tokens;
    this.outbox = outbox;
    this.random = random;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      ClientAddress address, AccountCommand.RequestLink command) {
    EmailAddress email = EmailAddress.of(command.email());
    boolean added = database.write(handle -> add(handle, email));
    if (added) {
      outbox.wake();
    }
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }

  private boolean add(Handle handle, EmailAddress email) {
    if (tokens.signInsInLastHour(handle, email) >= MAILS_PER_HOUR_MAX) {
      return false;
    }
    OneTimeSecret token = OneTimeSecret.fresh(random);
    tokens.insert(
        handle,
        token,
        LinkKind.SIGN_IN,
        Optional.of(email),
        Optional.empty(),
        Limits.SIGN_IN_LINK_LIFETIME);
    outbox.add(handle, MailKind.SIGN_IN, email, Optional.empty(), token.text());
    return true;
  }
}
