package io.drawbridge.server.account.link;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * The behaviour of the links of one kind: what they show and what they do. Implemented by the
 * feature that mails them.
 */
public interface LinkUse {
  /** The person who redeems: the details of an account to be made, if there is none yet. */
  record Redeemer(Optional<String> name, Optional<String> passwordHash) {}

  /**
   * The account that the link has proved, and the place where it led; {@code made} says that the
   * account is new.
   *
   * @param credentials the version of the account's credentials when the link was spent
   */
  record Used(
      AccountId account,
      long credentials,
      boolean made,
      Optional<ConversationId> conversation,
      Optional<WorkspaceId> workspace) {}

  /**
   * Tells what the link is for and changes nothing.
   *
   * @throws Failure {@code link_spent}
   */
  LinkShown show(Handle snapshot, OneTimeTokenStore.Link link);

  /**
   * Spends the token of somebody who is not signed in and does what it is for, in one transaction.
   *
   * @return fails with {@code link_spent}, {@code invalid} if an account needs a name, or {@code
   *     conflict} if there is an account, for which this kind of link is no proof
   */
  CompletionStage<Used> use(OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer);

  /**
   * Spends the token of an invitation for somebody who is signed in, and accepts.
   *
   * @return fails with {@code link_spent}, {@code not_allowed} if it was mailed to somebody else,
   *     or {@code invalid} if this kind of link invites nobody
   */
  default CompletionStage<Used> accept(
      OneTimeSecret token, OneTimeTokenStore.Link link, Caller caller) {
    throw noInvitation();
  }

  /**
   * Spends the token of an invitation and declines it. The link proves the mailbox, which is enough
   * to say no.
   *
   * @return fails with {@code link_spent}, or {@code invalid} if this kind of link invites nobody
   */
  default CompletionStage<Done> decline(OneTimeSecret token, OneTimeTokenStore.Link link) {
    throw noInvitation();
  }

  /** The one answer for tokens that are spent, too old or withdrawn, or never existed. */
  static Failure spent() {
    return Failure.of(ErrorCode.LINK_SPENT, "the link was used, replaced or is too old");
  }

  /**
   * The answer to an invitation's link where there is an account: it is no proof of who owns that.
   */
  static Failure signInFirst() {
    return Failure.of(
        ErrorCode.CONFLICT, "the address has an account (expected: sign in, then link.accept)");
  }

  private static Failure noInvitation() {
    return Failure.invalid("token: of no invitation (expected: account.redeem)");
  }

  static Failure needsName() {
    return Failure.invalid("name: missing (expected: the name of the new account)");
  }
}
