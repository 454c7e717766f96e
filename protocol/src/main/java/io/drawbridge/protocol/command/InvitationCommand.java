package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InvitationResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;
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
   * the mail came back; the owner of the address can still accept it here.
   *
   * @param conversation which conversation; absent: those to the sender
   */
  @JsonTypeName("invitation.list")
  record ListInvitations(Optional<ConversationId> conversation)
      implements InvitationCommand<InvitationResult.Invitations> {}

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
   * those who manage the conversation or its workspace. Fails with {@code limit_reached}.
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
