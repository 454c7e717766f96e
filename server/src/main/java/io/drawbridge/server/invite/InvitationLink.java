package io.drawbridge.server.invite;

import io.drawbridge.protocol.frame.AccountResult.LinkShown;
import io.drawbridge.protocol.frame.LinkKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.account.AccountStore;
import io.drawbridge.server.account.LinkUse;
import io.drawbridge.server.account.OneTimeSecret;
import io.drawbridge.server.account.OneTimeTokenStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.mail.EmailAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * The link of an invitation's mail: whoever holds it reads the address it was mailed to, and joins
 * as that address's account, which is made if there is none.
 */
final class InvitationLink implements LinkUse {
  private final Database database;
  private final Ids ids;
  private final AccountStore accounts;
  private final OneTimeTokenStore tokens;
  private final InvitationStore store;
  private final Acceptance acceptance;

  InvitationLink(
      Database database,
      Ids ids,
      AccountStore accounts,
      OneTimeTokenStore tokens,
      InvitationStore store,
      Acceptance acceptance) {
    this.database = database;
    this.ids = ids;
    this.accounts = accounts;
    this.tokens = tokens;
    this.store = store;
    this.acceptance = acceptance;
  }

  @Override
  public LinkShown show(Handle snapshot, OneTimeTokenStore.Link link) {
    InvitationStore.Stored invitation = open(snapshot, link);
    InvitationStore.About about = store.about(snapshot, invitation);
    return new LinkShown(
        LinkKind.INVITATION,
        Optional.of(about.inviter()),
        about.title(),
        invitation.note(),
        accounts.find(snapshot, invitation.email()).isEmpty());
  }

  @Override
  public CompletionStage<Used> use(
      OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer) {
    record Known(InvitationStore.Stored invitation, Optional<AccountId> account) {}
    Known known =
        database.read(handle -> {
          InvitationStore.Stored invitation = open(handle, link);
          return new Known(
              invitation, accounts.find(handle, invitation.email()).map(AccountStore.Account::id));
        });
    InvitationStore.Stored invitation = known.invitation();
    Optional<String> name = redeemer.name().or(invitation::name);
    if (known.account().isEmpty() && name.isEmpty()) {
      throw LinkUse.needsName();
    }
    AccountId account = known.account().orElseGet(() -> new AccountId(ids.next()));
    return acceptance
        .accept(
            invitation,
            known.account(),
            onceOnly(account),
            handle -> {
              if (!tokens.spend(handle, token)) {
                throw LinkUse.spent();
              }
              return owner(handle, invitation.email(), account, name, redeemer.passwordHash());
            })
        .thenApply(joined ->
            new Used(
                joined.account(),
                joined.made(),
                Optional.of(invitation.conversation()),
                Optional.empty()));
  }

  private InvitationStore.Stored open(Handle handle, OneTimeTokenStore.Link link) {
    return link.subject()
        .flatMap(subject -> store.find(handle, new InvitationId(subject)))
        .filter(InvitationStore.Stored::open)
        .filter(invitation -> link.email().filter(invitation.email()::equals).isPresent())
        .orElseThrow(LinkUse::spent);
  }

  /** The address's account; another invitation may have made it since it was looked up. */
  private Acceptance.Joined owner(
      Handle handle,
      EmailAddress email,
      AccountId account,
      Optional<String> name,
      Optional<String> passwordHash) {
    boolean made =
        name.isPresent()
            && accounts.insertPerson(handle, account, email, name.get(), passwordHash, true);
    if (made) {
      return new Acceptance.Joined(account, true);
    }
    AccountId existing = accounts.find(handle, email).orElseThrow(LinkUse::spent).id();
    accounts.verifyEmail(handle, existing);
    return new Acceptance.Joined(existing, false);
  }

  /** The token is what makes this happen once; a key that nobody can repeat leaves it at that. */
  private RequestKey onceOnly(AccountId account) {
    return new RequestKey(account, "redeem " + ids.next(), new byte[0]);
  }
}
