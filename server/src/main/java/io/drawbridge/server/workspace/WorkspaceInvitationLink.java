package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AccountRules;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditNote;
import io.drawbridge.server.delivery.audit.AuditNoteStore;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.workspace.guest.Guests;
import io.drawbridge.server.workspace.seat.SeatInvitationJudge;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.AsGuest;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.Stored;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** The link of an invitation to become a member, and its mail. */
@LetsOut(Surface.MAIL_WORKSPACE_INVITATION)
final class WorkspaceInvitationLink implements LinkUse, LetterSource {
  private final Database database;
  private final Ids ids;
  private final Changes changes;
  private final AccountStore accounts = new AccountStore();
  private final OneTimeTokenStore tokens = new OneTimeTokenStore();
  private final WorkspaceStore workspaces = new WorkspaceStore();
  private final WorkspaceInvitationStore store = new WorkspaceInvitationStore();
  private final SeatInvitationJudge judge;
  private final Guests guests = new Guests();
  private final Signals signals;
  private final Letters letters;
  private final AuditNoteStore notes;

  WorkspaceInvitationLink(
      Platform platform,
      Changes changes,
      SeatInvitationJudge judge,
      Signals signals,
      Letters letters) {
    this.database = platform.database();
    this.ids = platform.ids();
    this.changes = changes;
    this.judge = judge;
    this.signals = signals;
    this.letters = letters;
    this.notes = new AuditNoteStore(platform.codec());
  }

  /** The person who became a member; {@code made} if the account is new. */
  record Joined(AccountId account, boolean made) {}

  @Override
  public LinkShown show(Handle snapshot, OneTimeTokenStore.Link link) {
    Stored invitation = judge.require(snapshot, linked(snapshot, link));
    return new LinkShown(
        LinkKind.WORKSPACE_INVITATION,
        Optional.of(invitation.inviterName()),
        Optional.of(invitation.workspaceName()),
        invitation.note(),
        Optional.of(invitation.email().value()),
        accounts.find(snapshot, invitation.email()).isEmpty(),
        Optional.empty());
  }

  @Override
  public CompletionStage<Used> use(
      OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer) {
    Known known = known(link);
    if (known.account().isPresent()) {
      throw LinkUse.signInFirst();
    }
    String name =
        redeemer
            .name()
            .or(() -> known.invitation().asGuest().flatMap(AsGuest::name))
            .orElseThrow(LinkUse::needsName);
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
    AccountRules.acceptByLink(known.account().equals(Optional.of(caller.account()))).require();
    return join(
        token,
        known.invitation(),
        caller.account(),
        handle -> {
          accounts.verifyEmail(handle, caller.account());
          return false;
        });
  }

  @Override
  public CompletionStage<Done> decline(OneTimeSecret token, OneTimeTokenStore.Link link) {
    Known known = known(link);
    AccountId actor = known.account().orElse(ChangeRequest.SERVER);
    return changes
        .run(
            DomainId.of(known.invitation().workspace()),
            ChangeRequest.<Done>own(AccountCommand.DeclineLink.class, actor),
            tx -> decline(tx, token, known.invitation().id()))
        .thenApply(MembershipLanes.Changed::value);
  }

  private Done decline(ChangeTransaction tx, OneTimeSecret token, InvitationId id) {
    Handle handle = tx.at().handle();
    judge.require(handle, store.lock(handle, id));
    if (!tokens.spend(handle, token)) {
      throw LinkUse.spent();
    }
    store.end(tx, id, InvitationState.DECLINED);
    return new Done();
  }

  /** The invitation that the link is for, and the account of the address it was mailed to. */
  private record Known(Stored invitation, Optional<AccountId> account) {}

  private Known known(OneTimeTokenStore.Link link) {
    return database.read(handle -> {
      Stored invitation = judge.require(handle, linked(handle, link));
      return new Known(
          invitation, accounts.find(handle, invitation.email()).map(AccountStore.Account::id));
    });
  }

  private CompletionStage<Used> join(
      OneTimeSecret token, Stored invitation, AccountId account, Predicate<Handle> made) {
    // The token is what makes this happen once.
    return changes
        .run(
            DomainId.of(invitation.workspace()),
            ChangeRequest.<Joined>own(OwnAction.WORKSPACE_JOIN, account),
            tx -> join(tx, token, invitation.id(), account, made))
        .thenApply(changed ->
            new Used(
                changed.value().account(),
                0,
                changed.value().made(),
                Optional.empty(),
                Optional.of(invitation.workspace())));
  }

  /** Makes the member, under the lock and by the inviter's right of this moment (leak 105). */
  private Joined join(
      ChangeTransaction tx,
      OneTimeSecret token,
      InvitationId id,
      AccountId account,
      Predicate<Handle> made) {
    Handle handle = tx.at().handle();
    Stored invitation = judge.require(handle, store.lock(handle, id));
    if (!tokens.spend(handle, token)) {
      throw LinkUse.spent();
    }
    store.end(tx, id, InvitationState.ACCEPTED);
    Joined joined = new Joined(account, made.test(handle));
    // People who have a seat keep their role: an old invitation must not demote an owner.
    if (workspaces.seat(handle, invitation.workspace(), joined.account()).isPresent()) {
      return joined;
    }
    if (invitation.asGuest().isPresent()) {
      guests.begin(tx, joined.account(), invitation, invitation.asGuest().get());
    } else {
      guests.end(tx, joined.account(), "seat");
      tx.memberships().seat(tx.at(), joined.account(), invitation.role());
      if (!joined.made()) {
        // Where they were from outside, they are of the house now.
        tx.changed(workspaces.placesOf(handle, invitation.workspace(), joined.account()));
      }
    }
    return joined;
  }

  /** The invitation that the link was mailed for, good or not. */
  private Optional<Stored> linked(Handle handle, OneTimeTokenStore.Link link) {
    return link.subject()
        .flatMap(subject -> store.find(handle, new InvitationId(subject)))
        .filter(invitation -> link.email().filter(invitation.email()::equals).isPresent());
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    if (tokens.find(snapshot, new OneTimeSecret(mail.token())).isEmpty()) {
      return Optional.empty();
    }
    return judge
        .good(
            snapshot,
            mail.subject().flatMap(subject -> store.find(snapshot, new InvitationId(subject))))
        .map(invitation ->
            letters.invitation(
                mail,
                new Letters.Invited(
                    invitation.inviterName(),
                    invitation.asGuest().isPresent() ? Letters.Sort.GUEST : Letters.Sort.WORKSPACE,
                    Optional.of(invitation.workspaceName()),
                    invitation.note(),
                    invitation.expiresAt(),
                    invitation.asGuest().flatMap(AsGuest::until))));
  }

  @Override
  public void undeliverable(Optional<Long> subject) {
    subject
        .map(InvitationId::new)
        .flatMap(invitation ->
            database.write(handle ->
                store.undeliverable(handle, invitation)
                    ? store.find(handle, invitation).map(it -> noted(handle, it))
                    : Optional.<Stored>empty()))
        .ifPresent(this::tellInviter);
  }

  private Stored noted(Handle handle, Stored invitation) {
    notes.insert(
        handle,
        AuditNote.of(
            OwnAction.MAIL_BOUNCE,
            invitation.workspace(),
            Optional.empty(),
            invitation.email().value(),
            AuditFact.became(
                WorkspaceInvitationStore.WHAT,
                invitation.id(),
                InvitationState.UNDELIVERABLE.wire())));
    return invitation;
  }

  /** Sends the inviter the news, if they are still a member. */
  private void tellInviter(Stored invitation) {
    signals.send(
        List.of(invitation.inviter()),
        new Tag.Seat(new DomainId(invitation.workspace().value()), 0),
        new Event.InvitationBounced(invitation.id()));
  }
}
