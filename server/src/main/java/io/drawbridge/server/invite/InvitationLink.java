package io.drawbridge.server.invite;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.join.Offer;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.AccountRules;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * The link of an invitation's mail. For an address without an account it makes one: the holder of
 * the link reads what is mailed there. It is no proof for a person who has an account: they sign in
 * by their own means, and accept.
 */
final class InvitationLink implements LinkUse {
  private final Database database;
  private final Ids ids;
  private final AccountStore accounts;
  private final OneTimeTokenStore tokens;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final Acceptance acceptance;
  private final DeclineInvitation decline;

  InvitationLink(
      Database database,
      Ids ids,
      AccountStore accounts,
      OneTimeTokenStore tokens,
      InvitationStore store,
      InvitationJudge judge,
      Acceptance acceptance,
      DeclineInvitation decline) {
    this.database = database;
    this.ids = ids;
    this.accounts = accounts;
    this.tokens = tokens;
    this.store = store;
    this.judge = judge;
    this.acceptance = acceptance;
    this.decline = decline;
  }

  @Override
  public LinkShown show(Handle snapshot, OneTimeTokenStore.Link link) {
    InvitationStore.Stored invitation =
        judge.good(snapshot, linked(snapshot, link)).orElseThrow(LinkUse::spent);
    return new LinkShown(
        LinkKind.INVITATION,
        Optional.of(invitation.inviterName()),
        invitation.title(),
        invitation.note(),
        Optional.of(invitation.address().value()),
        accounts.find(snapshot, invitation.address()).isEmpty(),
        Optional.of(offer(invitation)));
  }

  private static Offer offer(InvitationStore.Stored invitation) {
    Opening opening = invitation.opening();
    Instant after =
        opening.pos() == 0
            ? invitation.createdAt()
            : Instant.EPOCH.plus(opening.pos(), ChronoUnit.MICROS);
    return new Offer(
        invitation.kind(),
        invitation.name(),
        invitation.until(),
        opening.equals(Opening.EVERYTHING) ? Optional.empty() : Optional.of(after),
        invitation.expiresAt());
  }

  @Override
  public CompletionStage<Used> use(
      OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer) {
    Known known = known(link);
    if (known.account().isPresent()) {
      throw LinkUse.signInFirst();
    }
    String name = redeemer.name().or(known.invitation()::name).orElseThrow(LinkUse::needsName);
    AccountId account = new AccountId(ids.next());
    return join(
        token,
        known,
        account,
        handle -> {
          boolean made =
              accounts.insertPerson(
                  handle, account, known.email(), name, redeemer.passwordHash(), true);
          if (!made) {
            // Another invitation has made it since it was looked up.
            throw LinkUse.signInFirst();
          }
        });
  }

  @Override
  public CompletionStage<Used> accept(
      OneTimeSecret token, OneTimeTokenStore.Link link, Caller caller) {
    Known known = known(link);
    AccountRules.acceptByLink(known.account().equals(Optional.of(caller.account()))).require();
    return join(
        token, known, caller.account(), handle -> accounts.verifyEmail(handle, caller.account()));
  }

  @Override
  public CompletionStage<Done> decline(OneTimeSecret token, OneTimeTokenStore.Link link) {
    Known known = known(link);
    return decline.byLink(
        known.invitation(), known.account(), handle -> tokens.spend(handle, token));
  }

  /** The invitation that the link is for, and the account of the address it was mailed to. */
  private record Known(InvitationStore.Stored invitation, Optional<AccountId> account) {
    EmailAddress email() {
      return invitation.address();
    }
  }

  private Known known(OneTimeTokenStore.Link link) {
    return database.read(handle -> {
      InvitationStore.Stored invitation = judge.require(handle, linked(handle, link));
      return new Known(
          invitation, accounts.find(handle, invitation.address()).map(AccountStore.Account::id));
    });
  }

  private CompletionStage<Used> join(
      OneTimeSecret token, Known known, AccountId account, Consumer<Handle> owner) {
    return acceptance
        .accept(
            known.invitation(),
            // The token is what makes this happen once.
            ChangeRequest.own(InvitationCommand.Accept.class, account),
            handle -> {
              if (!tokens.spend(handle, token)) {
                throw LinkUse.spent();
              }
              owner.accept(handle);
              return new Acceptance.Joined(account, known.account().isEmpty());
            })
        .thenApply(accepted ->
            new Used(
                accepted.joined().account(),
                0,
                accepted.joined().made(),
                Optional.of(accepted.conversation()),
                Optional.empty()));
  }

  /** The invitation that the link was mailed for, good or not. */
  private Optional<InvitationStore.Stored> linked(Handle handle, OneTimeTokenStore.Link link) {
    return link.subject()
        .flatMap(subject -> store.find(handle, new InvitationId(subject)))
        .filter(invitation -> link.email().filter(invitation::isTo).isPresent());
  }
}
