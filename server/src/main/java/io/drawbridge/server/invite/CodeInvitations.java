package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.Admission;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Makes and takes up invitations of people who have no address: the way is a code, the rest is an
 * invitation like any other (D14). For the feature of codes. Thread-safe.
 */
public final class CodeInvitations {
  private final Database database;
  private final AccountStore accounts;
  private final InvitationStore store;
  private final FreshInvitationStore fresh = new FreshInvitationStore();
  private final InvitationJudge judge;
  private final Acceptance acceptance;
  private final InvitationNews news;

  CodeInvitations(
      Database database,
      AccountStore accounts,
      InvitationStore store,
      InvitationJudge judge,
      Acceptance acceptance,
      InvitationNews news) {
    this.database = database;
    this.accounts = accounts;
    this.store = store;
    this.judge = judge;
    this.acceptance = acceptance;
    this.news = news;
  }

  /** The invitation asked for; {@code opening} is fixed now. */
  public record Wanted(
      Admission.OfAddress admission,
      Instant expiresAt,
      Opening opening,
      Optional<Instant> until,
      Optional<String> relation,
      EndConditions conditions,
      Optional<String> name) {}

  /**
   * Records an invitation under this id, inside the change. Of the code the hash is kept.
   *
   * @throws Failure {@code limit_reached} if there are too many codes into the conversation
   */
  public void invite(
      ChangeTransaction tx,
      AccountId inviter,
      InvitationId invitation,
      byte[] codeHash,
      Wanted wanted) {
    int open = fresh.countCodes(tx.handle(), wanted.admission().conversation());
    if (open >= Limits.CLAIM_CODES_PER_CONVERSATION_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "claim codes into this conversation: %d (limit: %d)"
              .formatted(open, Limits.CLAIM_CODES_PER_CONVERSATION_MAX));
    }
    fresh.insert(tx, tx.at(), inviter, invitation, codeHash, wanted);
    if (wanted.admission().waits()) {
      tx.afterwards(() -> news.awaiting(List.of(invitation)));
    }
  }

  /** Somebody who came in by a code. */
  public record Claimed(AccountId person, ConversationId conversation) {}

  /**
   * Lets in somebody who knows the code, once, in one change with their new account.
   *
   * @param name what they say they are called; else as the inviter calls them
   * @return fails with {@code link_spent} if there is no such code, or none that is good now
   */
  public CompletionStage<Claimed> claim(byte[] codeHash, AccountId person, Optional<String> name) {
    InvitationStore.Stored found =
        database.read(handle -> judge.require(handle, store.find(handle, codeHash)));
    String called = name.or(found::name).orElseThrow(LinkUse::needsName);
    return acceptance
        .accept(
            found,
            // The code is what makes this happen once.
            ChangeRequest.own(InvitationCommand.Claim.class, person),
            handle -> join(handle, found.id(), person, called))
        .thenApply(accepted -> new Claimed(person, accepted.conversation()));
  }

  private Acceptance.Joined join(
      Handle handle, InvitationId invitation, AccountId person, String name) {
    accounts.insertUnverified(handle, person, name);
    fresh.claimed(handle, invitation, person);
    return new Acceptance.Joined(person, true);
  }
}
