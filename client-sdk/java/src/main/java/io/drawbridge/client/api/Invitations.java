package io.drawbridge.client.api;

import com.google.errorprone.annotations.CheckReturnValue;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InvitationResult;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about invitations. */
public final class Invitations {

  private final Commands commands;

  Invitations(Commands commands) {
    this.commands = commands;
  }

  /** Lists the invitations that wait for this account. */
  public CompletableFuture<InvitationResult.Invitations> mine() {
    return commands.call(new InvitationCommand.ListInvitations(Optional.empty()));
  }

  /** Lists the invitations into a conversation. */
  public CompletableFuture<InvitationResult.Invitations> into(ConversationId conversation) {
    return commands.call(new InvitationCommand.ListInvitations(Optional.of(conversation)));
  }

  /** Lists the invitations of a workspace that this account may approve, and that wait for it. */
  public CompletableFuture<InvitationResult.InvitationsAwaiting> awaiting(WorkspaceId workspace) {
    return commands.call(new InvitationCommand.ListAwaiting(workspace));
  }

  /** Approves an invitation that waits for it: it is mailed now, or the person comes in. */
  public CompletableFuture<Done> approve(InvitationId invitation) {
    return commands.call(new InvitationCommand.Approve(commands.nextClientId(), invitation));
  }

  /** Denies an invitation that waits for approval. Its inviter is told. */
  public CompletableFuture<Done> deny(InvitationId invitation) {
    return deny(invitation, Optional.empty());
  }

  /** Does the same with a reason for the inviter: at most 500 chars. */
  public CompletableFuture<Done> deny(InvitationId invitation, String reason) {
    return deny(invitation, Optional.of(reason));
  }

  private CompletableFuture<Done> deny(InvitationId invitation, Optional<String> reason) {
    return commands.call(new InvitationCommand.Deny(commands.nextClientId(), invitation, reason));
  }

  /**
   * Prepares a claim code for somebody who has no address.
   *
   * <pre>{@code
   * client.invitations()
   *     .code(thread)
   *     .name("Mr Okafor")
   *     .send()
   *     .thenAccept(made -> tell(made.code().value()));
   * }</pre>
   */
  public NewCode code(ConversationId conversation) {
    return new NewCode(commands, conversation);
  }

  /** Makes a claim code, once it is {@link #send sent}. Not thread-safe. */
  @CheckReturnValue
  public static final class NewCode {
    private final Commands commands;
    private final ConversationId conversation;
    private Optional<String> name = Optional.empty();
    private Optional<Instant> expiresAt = Optional.empty();
    private Optional<HistoryWindow> history = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private Optional<String> relation = Optional.empty();
    private Optional<EndConditions> conditions = Optional.empty();
    private Optional<Boolean> confirmFirst = Optional.empty();

    private NewCode(Commands commands, ConversationId conversation) {
      this.commands = commands;
      this.conversation = conversation;
    }

    /** Says how to call them, if they do not say otherwise: 1 to 100 chars. */
    public NewCode name(String text) {
      name = Optional.of(text);
      return this;
    }

    /** Stops working at this time, at most 7 days from now; in 24 hours, if not given. */
    public NewCode expiresAt(Instant end) {
      expiresAt = Optional.of(end);
      return this;
    }

    /** Shows them this part of the past. */
    public NewCode history(HistoryWindow window) {
      history = Optional.of(window);
      return this;
    }

    /** Ends the access it gives at a time. */
    public NewCode until(Instant end) {
      until = Optional.of(end);
      return this;
    }

    /** Says what they are to us: 1 to 100 chars. */
    public NewCode relation(String text) {
      relation = Optional.of(text);
      return this;
    }

    /** Ends the access it gives by these too, whichever comes first. */
    public NewCode endingWhen(EndConditions otherwise) {
      conditions = Optional.of(otherwise);
      return this;
    }

    /** Says that one knows that nobody from outside is there yet. */
    public NewCode confirmFirst() {
      confirmFirst = Optional.of(true);
      return this;
    }

    /**
     * Sends it. The answer has the code to be told, and shows it this once.
     *
     * @throws io.drawbridge.protocol.ProtocolException if what was given breaks a limit
     */
    public CompletableFuture<InvitationResult.ClaimCodeCreated> send() {
      return commands.call(
          new InvitationCommand.CreateCode(
              commands.nextClientId(),
              conversation,
              name,
              expiresAt,
              history,
              until,
              relation,
              conditions,
              confirmFirst));
    }
  }

  /** Accepts an invitation. */
  public CompletableFuture<ConversationResult.Conversation> accept(InvitationId invitation) {
    return commands.call(new InvitationCommand.Accept(commands.nextClientId(), invitation));
  }

  /** Declines an invitation. */
  public CompletableFuture<Done> decline(InvitationId invitation) {
    return commands.call(new InvitationCommand.Decline(commands.nextClientId(), invitation));
  }

  /** Mails an invitation again. */
  public CompletableFuture<Done> resend(InvitationId invitation) {
    return commands.call(new InvitationCommand.Resend(commands.nextClientId(), invitation));
  }
}
