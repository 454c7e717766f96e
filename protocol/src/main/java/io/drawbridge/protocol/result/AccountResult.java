package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.card.Card;
import io.drawbridge.protocol.card.Locale;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.Offer;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.people.VisitedWorkspace;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results of commands about accounts. */
public sealed interface AccountResult extends Result {

  /**
   * The session is there; these open it.
   *
   * @param accessToken for {@code session.start} and the HTTP header
   * @param accessExpiresAt when the access token ends
   * @param refreshToken for {@code session.refresh}, once; {@code cookie} if the browser keeps it
   * @param account who signed in
   * @param session the session
   * @param deviceProof for this person's next {@code account.sign_in} on this device; only after a
   *     sign-in, and not for bots
   */
  @JsonTypeName("tokens")
  record Tokens(
      Secret accessToken,
      Instant accessExpiresAt,
      Secret refreshToken,
      AccountId account,
      SessionId session,
      Optional<Secret> deviceProof)
      implements AccountResult {

    /** The word that stands for a refresh token which a browser keeps. */
    public static final Secret COOKIE = new Secret("cookie");

    /** The same without the refresh token, which the browser keeps. */
    public Tokens inCookie() {
      return new Tokens(accessToken, accessExpiresAt, COOKIE, account, session, deviceProof);
    }

    /** Newer tokens of a session. */
    public Tokens(
        Secret accessToken,
        Instant accessExpiresAt,
        Secret refreshToken,
        AccountId account,
        SessionId session) {
      this(accessToken, accessExpiresAt, refreshToken, account, session, Optional.empty());
    }
  }

  /**
   * The link was used.
   *
   * @param tokens of the new session
   * @param conversation what the link led into
   * @param workspace what the link led into
   */
  @JsonTypeName("redeemed")
  record Redeemed(
      Tokens tokens, Optional<ConversationId> conversation, Optional<WorkspaceId> workspace)
      implements AccountResult {}

  /**
   * The purpose of a link.
   *
   * @param kind what it does
   * @param inviter the name of the inviter
   * @param title the name of the conversation or workspace
   * @param note what the inviter wrote
   * @param email the address it was mailed to
   * @param needsName there is no account yet: {@code account.redeem} needs a name; else the person
   *     signs in with that address and accepts an invitation by {@code link.accept}
   * @param offer what an invitation to a conversation leads to
   */
  @JsonTypeName("link_shown")
  record LinkShown(
      LinkKind kind,
      Optional<String> inviter,
      Optional<String> title,
      Optional<String> note,
      Optional<String> email,
      boolean needsName,
      Optional<Offer> offer)
      implements AccountResult {}

  /**
   * The invitation was accepted.
   *
   * @param conversation what the link led into
   * @param workspace what the link led into
   */
  @JsonTypeName("link_accepted")
  record LinkAccepted(Optional<ConversationId> conversation, Optional<WorkspaceId> workspace)
      implements AccountResult {}

  /**
   * The account is erased.
   *
   * @param grants how many conversations they were in
   * @param invitations how many that were open
   * @param requests how many to be let in
   * @param receipt the proof for all of them and for the sessions
   */
  @JsonTypeName("account_erased")
  record AccountErased(int grants, int invitations, int requests, Receipt receipt)
      implements AccountResult {}

  /**
   * The account of the sender.
   *
   * @param account the account
   * @param name its name
   * @param email its address; bots have none
   * @param hasPassword can sign in with a password
   * @param card what others see beside the name
   * @param locale the language that was chosen
   * @param workspaces where the account is a member
   * @param visiting where it is from outside, at most 500, in the order of the names
   */
  @JsonTypeName("me")
  record Me(
      AccountId account,
      String name,
      Optional<String> email,
      boolean hasPassword,
      Card card,
      Optional<Locale> locale,
      List<WorkspaceView> workspaces,
      List<VisitedWorkspace> visiting)
      implements AccountResult {

    /** Copies the lists. */
    public Me {
      workspaces = List.copyOf(workspaces);
      visiting = List.copyOf(visiting);
    }

    /** Somebody whose card is empty, and who visits nobody. */
    public Me(
        AccountId account,
        String name,
        Optional<String> email,
        boolean hasPassword,
        List<WorkspaceView> workspaces) {
      this(account, name, email, hasPassword, Card.EMPTY, Optional.empty(), workspaces, List.of());
    }
  }
}
