package io.drawbridge.server.account;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.AccountResult.LinkShown;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** What the links of one kind show and do. Implemented by the feature that mails them. */
public interface LinkUse {
  /** Who redeems: the details of an account to be made, if there is none yet. */
  record Redeemer(Optional<String> name, Optional<String> passwordHash) {}

  /** Whom the link has proved, and where it led; {@code made} says that the account is new. */
  record Used(
      AccountId account,
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
   * Spends the token and does what it is for, in one transaction.
   *
   * @return fails with {@code link_spent}, or {@code invalid} if an account needs a name
   */
  CompletionStage<Used> use(OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer);

  /** The one answer for tokens that are spent, too old, withdrawn or never were. */
  static Failure spent() {
    return Failure.of(ErrorCode.LINK_SPENT, "the link was used, replaced or is too old");
  }

  static Failure needsName() {
    return Failure.invalid("name: missing (expected: the name of the new account)");
  }
}
