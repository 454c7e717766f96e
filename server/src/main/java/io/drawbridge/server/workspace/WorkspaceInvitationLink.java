package io.drawbridge.server.workspace;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.AccountResult.LinkShown;
import io.drawbridge.protocol.frame.LinkKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.WorkspaceAction;
import io.drawbridge.server.account.AccountStore;
import io.drawbridge.server.account.LinkUse;
import io.drawbridge.server.account.OneTimeSecret;
import io.drawbridge.server.account.OneTimeTokenStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.delivery.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.EmailAddress;
import io.drawbridge.server.mail.Letter;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.workspace.WorkspaceInvitationStore.Open;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** The link of an invitation to become a member, and its mail. */
final class WorkspaceInvitationLink implements LinkUse, LetterSource {
  private final AccessGate gate;
  private final Database database;
  private final Ids ids;
  private final MembershipLanes lanes;
  private final AccountStore accounts;
  private final OneTimeTokenStore tokens;
  private final WorkspaceStore workspaces;
  private final WorkspaceInvitationStore store;
  private final Letters letters;

  WorkspaceInvitationLink(
      AccessGate gate,
      Database database,
      Ids ids,
      MembershipLanes lanes,
      AccountStore accounts,
      OneTimeTokenStore tokens,
      WorkspaceStore workspaces,
      WorkspaceInvitationStore store,
      Letters letters) {
    this.gate = gate;
    this.database = database;
    this.ids = ids;
    this.lanes = lanes;
    this.accounts = accounts;
    this.tokens = tokens;
    this.workspaces = workspaces;
    this.store = store;
    this.letters = letters;
  }

  /** Who became a member; {@code made} if the account is new. */
  record Joined(AccountId account, boolean made) {}

  @Override
  public LinkShown show(Handle snapshot, OneTimeTokenStore.Link link) {
    Open invitation = open(snapshot, link);
    return new LinkShown(
        LinkKind.WORKSPACE_INVITATION,
        Optional.of(invitation.inviterName()),
        Optional.of(invitation.workspaceName()),
        invitation.note(),
        Optional.of(invitation.email().value()),
        accounts.find(snapshot, invitation.email()).isEmpty());
  }

  @Override
  public CompletionStage<Used> use(
      OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer) {
    Known known = known(link);
    if (known.account().isPresent()) {
      throw LinkUse.signInFirst();
    }
    String name = redeemer.name().orElseThrow(LinkUse::needsName);
    AccountId account = new AccountId(ids.next());
    return join(
        token,
        known.invitation(),
        account,
        handle -> {
          EmailAddress email = known.invitation().email();
          if (!accounts.insertPerson(handle, account, email, name, redeemer.passwordHash(), true)) {
            // Another invitation has made it since it was looked up.
            throw LinkUse.signInFirst();
          }
          return true;
        });
  }

  @Override
  public CompletionStage<Used> accept(
      OneTimeSecret token, OneTimeTokenStore.Link link, Caller caller) {
    Known known = known(link);
    if (!known.account().equals(Optional.of(caller.account()))) {
      throw LinkUse.ofSomebodyElse();
    }
    return join(
        token,
        known.invitation(),
        caller.account(),
        handle -> {
          accounts.verifyEmail(handle, caller.account());
          return false;
        });
  }

  /** What the link is for, and whose address it was mailed to. */
  private record Known(Open invitation, Optional<AccountId> account) {}

  private Known known(OneTimeTokenStore.Link link) {
    return database.read(handle -> {
      Open invitation = open(handle, link);
      return new Known(
          invitation, accounts.find(handle, invitation.email()).map(AccountStore.Account::id));
    });
  }

  private CompletionStage<Used> join(
      OneTimeSecret token, Open invitation, AccountId account, Predicate<Handle> made) {
    WorkspacePermit permit;
    try {
      permit = inviterPermit(invitation);
    } catch (Failure refused) {
      throw outcome(refused);
    }
    // The token is what makes this happen once; nobody can repeat this key.
    RequestKey key = new RequestKey(account, "redeem " + ids.next(), new byte[0]);
    return lanes
        .submit(
            permit,
            new DomainId(invitation.workspace().value()),
            new MembershipLanes.Idempotent<>(key, Joined.class),
            tx -> join(tx, token, invitation, account, made))
        .exceptionallyCompose(failure -> CompletableFuture.failedStage(outcome(failure)))
        .thenApply(changed ->
            new Used(
                changed.value().account(),
                0,
                changed.value().made(),
                Optional.empty(),
                Optional.of(invitation.workspace())));
  }

  /** The inviter's right of now; he need not be connected, so the session is of no account. */
  private WorkspacePermit inviterPermit(Open invitation) {
    return gate.workspace(
        new Caller(invitation.inviter(), new SessionId(invitation.id().value())),
        invitation.workspace(),
        WorkspaceAction.INVITE_MEMBER,
        invitation.inviter(),
        Optional.of(invitation.role()));
  }

  private Joined join(
      ChangeTransaction tx,
      OneTimeSecret token,
      Open invitation,
      AccountId account,
      Predicate<Handle> made) {
    tx.kind("workspace.join");
    Handle handle = tx.at().handle();
    if (!tokens.spend(handle, token) || !store.end(handle, invitation.id(), "accepted")) {
      throw LinkUse.spent();
    }
    Joined joined = new Joined(account, made.test(handle));
    // Whoever has a seat keeps his role: an old invitation must not demote an owner.
    if (workspaces.seat(handle, invitation.workspace(), joined.account()).isEmpty()) {
      tx.memberships().seat(tx.at(), joined.account(), invitation.role());
    }
    return joined;
  }

  private Open open(Handle handle, OneTimeTokenStore.Link link) {
    return link.subject()
        .flatMap(subject -> store.find(handle, new InvitationId(subject)))
        .filter(invitation -> link.email().filter(invitation.email()::equals).isPresent())
        .orElseThrow(LinkUse::spent);
  }

  /** An inviter without the right is told to nobody. */
  private static RuntimeException outcome(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Failure refused
        && (refused.code() == ErrorCode.NOT_FOUND || refused.code() == ErrorCode.NOT_ALLOWED)) {
      return LinkUse.spent();
    }
    return cause instanceof RuntimeException bug ? bug : new CompletionException(cause);
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    if (tokens.find(snapshot, new OneTimeSecret(mail.token())).isEmpty()) {
      return Optional.empty();
    }
    return mail.subject()
        .flatMap(subject -> store.find(snapshot, new InvitationId(subject)))
        .map(invitation ->
            letters.invitation(
                mail,
                new Letters.Invited(
                    invitation.inviterName(),
                    Letters.Sort.WORKSPACE,
                    Optional.of(invitation.workspaceName()),
                    invitation.note(),
                    invitation.expiresAt(),
                    Optional.empty())));
  }

  @Override
  public void undeliverable(DueMail mail) {
    mail.subject()
        .ifPresent(subject ->
            database.write(handle -> {
              store.undeliverable(handle, new InvitationId(subject));
              return subject;
            }));
  }
}
