package io.drawbridge.client.api;

import com.google.errorprone.annotations.CheckReturnValue;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.MemberResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes somebody out of a conversation once it is {@link #send sent}; made by {@link
 * Members#remove}. Not thread-safe.
 */
@CheckReturnValue
public final class Removal {

  private final Commands commands;
  private final ConversationId conversation;
  private final Member member;
  private boolean allPaths;
  private Optional<String> reason = Optional.empty();

  Removal(Commands commands, ConversationId conversation, Member member) {
    this.commands = commands;
    this.conversation = conversation;
    this.member = member;
  }

  /**
   * Shuts a person out whatever groups lead there; without it, only their direct way in ends. It
   * says nothing about a group or an invitation.
   */
  public Removal allPaths() {
    allPaths = true;
    return this;
  }

  /** Says why: at most 500 chars. */
  public Removal reason(String text) {
    reason = Optional.of(text);
    return this;
  }

  /**
   * Sends it. When this answers, nothing more of the conversation is written to those who lost it;
   * the answer has the receipt, and the paths that still lead there.
   *
   * @throws io.drawbridge.protocol.ProtocolException if what was given breaks a limit
   */
  public CompletableFuture<MemberResult.Removed> send() {
    return switch (member) {
      case Whom.Person person ->
          send(Optional.of(person.account()), Optional.empty(), Optional.empty());
      case Whom.Group group -> send(Optional.empty(), Optional.of(group.group()), Optional.empty());
      case Member.Invited invited ->
          send(Optional.empty(), Optional.empty(), Optional.of(invited.invitation()));
    };
  }

  /**
   * Asks what it would do, and does nothing. Not for an invitation.
   *
   * @throws IllegalStateException for an invitation: taking it back has no consequences to foretell
   */
  public CompletableFuture<MemberResult.RemovalPreview> preview() {
    return switch (member) {
      case Whom.Person person -> preview(Optional.of(person.account()), Optional.empty());
      case Whom.Group group -> preview(Optional.empty(), Optional.of(group.group()));
      case Member.Invited _ ->
          throw new IllegalStateException("whom: an invitation (expected: a person or a group)");
    };
  }

  private CompletableFuture<MemberResult.RemovalPreview> preview(
      Optional<AccountId> person, Optional<ConversationId> group) {
    return commands.call(new MemberCommand.PreviewRemove(conversation, person, group, allPaths));
  }

  private CompletableFuture<MemberResult.Removed> send(
      Optional<AccountId> person,
      Optional<ConversationId> group,
      Optional<InvitationId> invitation) {
    return commands.call(
        new MemberCommand.Remove(
            commands.nextClientId(), conversation, person, group, invitation, allPaths, reason));
  }
}
