package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InvitationResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * Commands about invitations.
 *
 * @param <R> what the command answers
 */
public sealed interface InvitationCommand<R extends Result> extends Command<R> {

  /**
   * Lists invitations that nobody has answered: of a conversation all for those who manage it and
   * for others their own, else those that the sender may accept.
   *
   * <p>An invitation is worth what its inviter may do now. Once they may not bring anybody in any
   * more, it is {@code dead}: its link answers {@code link_spent}, and the owner of the address
   * hears nothing of it. It lives again with the right, as after a suspension. A person who is
   * suspended in the workspace sees no invitation there; the inviting side sees no difference. The
   * owner of the address sees only the name of an open or private group; names of secret groups,
   * threads and DMs stay hidden until the invitation is accepted. {@code undeliverable} means that
   * the mail came back; the owner of the address can still accept it here. {@code
   * awaiting_approval} means that it waits for somebody to approve it, and that the owner of the
   * address knows nothing of it.
   *
   * @param conversation which conversation; absent: those to the sender
   */
  @JsonTypeName("invitation.list")
  record ListInvitations(Optional<ConversationId> conversation)
      implements InvitationCommand<InvitationResult.Invitations> {}

  /**
   * Lists the invitations of a workspace that the sender may approve, the oldest first: for owners
   * and admins all that wait, for others those into conversations they manage, where the policy
   * {@code external_approval} leaves it to them. Names that the sender could not find stay hidden.
   *
   * @param workspace which workspace
   */
  @JsonTypeName("invitation.awaiting")
  record ListAwaiting(WorkspaceId workspace)
      implements InvitationCommand<InvitationResult.InvitationsAwaiting> {}

  /**
   * Approves an invitation that waits for it: it is mailed now, or the person comes in who was
   * added by name, unless they have to accept it themselves; on the inviter's word, who answers for
   * them. Fails with {@code conflict} if it waits no more, as when it has expired, was taken back,
   * or its inviter may bring nobody in any more; with {@code closed}, {@code locked} or {@code
   * limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param invitation which invitation
   */
  @JsonTypeName("invitation.approve")
  record Approve(String clientId, InvitationId invitation)
      implements InvitationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Approve {
      Check.clientId(clientId);
    }
  }

  /**
   * Denies an invitation that waits for approval. Its inviter is told, with the reason; who was to
   * come hears nothing. Fails with {@code conflict} if it waits no more.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param invitation which invitation
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("invitation.deny")
  record Deny(String clientId, InvitationId invitation, Optional<String> reason)
      implements InvitationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Deny {
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Accepts an invitation to the sender's address. Fails with {@code link_spent}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param invitation which invitation
   */
  @JsonTypeName("invitation.accept")
  record Accept(String clientId, InvitationId invitation)
      implements InvitationCommand<ConversationResult.Conversation>, Mutation {

    /** Checks the fields. */
    public Accept {
      Check.clientId(clientId);
    }
  }

  /**
   * Declines an invitation to the sender's address. Fails with {@code link_spent}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param invitation which invitation
   */
  @JsonTypeName("invitation.decline")
  record Decline(String clientId, InvitationId invitation)
      implements InvitationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Decline {
      Check.clientId(clientId);
    }
  }

  /**
   * Mails an invitation again, with a new link that replaces the old one; for the inviter, and for
   * those who manage the conversation or its workspace. One that expired while it waited for
   * approval waits again. Fails with {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param invitation which invitation
   */
  @JsonTypeName("invitation.resend")
  record Resend(String clientId, InvitationId invitation)
      implements InvitationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Resend {
      Check.clientId(clientId);
    }
  }

  /**
   * Makes a claim code for somebody who has no address: told to them, it lets one person into one
   * group or thread, once, from one device. Those who may bring an external in may make one, where
   * the policy {@code external_without_email} lets them. It is an invitation in all else: it counts
   * as an external from now on, may have to wait for approval, is listed by {@code
   * invitation.list}, taken back by {@code member.remove}, never mailed, and worth what its inviter
   * may do. Fails with {@code closed}, {@code locked} or {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which group or thread
   * @param name how to call the person, 1 to 100 chars; they may say otherwise
   * @param expiresAt when the code stops working, at most 7 days from now; absent: in 24 hours
   * @param history how much of the past they see; absent: what the policies say
   * @param until when their access ends by itself
   * @param relation what they are to us, 1 to 100 chars
   * @param conditions what else ends their access
   * @param confirmFirst as in {@code member.add}
   */
  @JsonTypeName("invitation.create_code")
  record CreateCode(
      String clientId,
      ConversationId conversation,
      Optional<String> name,
      Optional<Instant> expiresAt,
      Optional<HistoryWindow> history,
      Optional<Instant> until,
      Optional<String> relation,
      Optional<EndConditions> conditions,
      Optional<Boolean> confirmFirst)
      implements InvitationCommand<InvitationResult.ClaimCodeCreated>, Mutation {

    /** Checks the fields. */
    public CreateCode {
      Check.clientId(clientId);
      name = name.map(it -> Check.name("name", it));
      Check.instant("expires_at", expiresAt);
      Check.instant("until", until);
      relation = relation.map(it -> Check.name("relation", it));
    }
  }

  /**
   * Uses a claim code: makes an account without an address, and a session for it. The refresh token
   * of that session is all that opens the account: there is no password and no mail, and once the
   * session has ended, by whatever way, the account and its access are gone for good. Fails with
   * {@code link_spent}, no matter why the code does not work.
   *
   * @param code the code as it was told; case, spaces and hyphens do not matter
   * @param name the name to show, 1 to 100 chars; absent: as the inviter calls them
   * @param device the name of the device, 1 to 100 chars
   */
  @JsonTypeName("invitation.claim")
  record Claim(Secret code, Optional<String> name, String device)
      implements InvitationCommand<AccountResult.Redeemed>, Unauthenticated {

    /** Checks the fields. */
    public Claim {
      Check.claimCode("code", code);
      name = name.map(it -> Check.name("name", it));
      device = Check.device(device);
    }
  }

  /**
   * Stops the mails that somebody's word sends to the address whose mail carried the token:
   * invitations, and news of additions. Nobody hears of it. Fails with {@code link_spent}.
   *
   * @param token the token from the link at the end of the mail
   * @param everybody from everybody on this server, not only from the workspace of that mail
   */
  @JsonTypeName("mail.stop")
  record StopMails(Secret token, boolean everybody)
      implements InvitationCommand<Done>, Unauthenticated {

    /** Checks the fields. */
    public StopMails {
      Check.token("token", token);
    }
  }
}
