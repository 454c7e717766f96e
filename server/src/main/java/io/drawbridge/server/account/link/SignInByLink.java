package io.drawbridge.server.account.link;

import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** The link that signs an existing account in, and its mail. */
@LetsOut(Surface.MAIL_SIGN_IN)
public final class SignInByLink implements LinkUse, LetterSource {
  private final Database database;
  private final AccountStore accounts;
  private final OneTimeTokenStore tokens;
  private final Letters letters;

  public SignInByLink(
      Database database, AccountStore accounts, OneTimeTokenStore tokens, Letters letters) {
    this.database = database;
    this.accounts = accounts;
    this.tokens = tokens;
    this.letters = letters;
  }

  @Override
  public LinkShown show(Handle snapshot, OneTimeTokenStore.Link link) {
    return new LinkShown(
        LinkKind.SIGN_IN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        link.email().map(EmailAddress::value),
        false,
        Optional.empty());
  }

  @Override
  public CompletionStage<Used> use(
      OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer) {
    EmailAddress email = link.email().orElseThrow(LinkUse::spent);
    AccountStore.Account account =
        database.write(handle -> {
          if (!tokens.spend(handle, token)) {
            throw LinkUse.spent();
          }
          tokens.spendSignIns(handle, email);
          AccountStore.Account found = accounts.find(handle, email).orElseThrow(LinkUse::spent);
          accounts.verifyEmail(handle, found.id());
          return found;
        });
    return CompletableFuture.completedStage(
        new Used(account.id(), account.credentials(), false, Optional.empty(), Optional.empty()));
  }

  /**
   * Composes the mail of the link, unless the link is too old by now. An address without an account
   * gets no mail; asking for one looked the same.
   */
  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    return tokens
        .find(snapshot, new OneTimeSecret(mail.token()))
        .flatMap(good -> accounts.find(snapshot, mail.to()))
        .map(account -> letters.signIn(mail));
  }

  @Override
  public void undeliverable(Optional<Long> subject) {
    // the person who asked will ask again; there is nobody to tell
  }
}
