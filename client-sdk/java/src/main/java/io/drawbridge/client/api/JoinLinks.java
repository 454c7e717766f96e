package io.drawbridge.client.api;

import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.JoinResult;
import io.drawbridge.protocol.text.Secret;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about join links, and about the requests of people who come by them. */
public final class JoinLinks {

  private final Commands commands;

  JoinLinks(Commands commands) {
    this.commands = commands;
  }

  /**
   * Prepares a link by which people apply to join a conversation.
   *
   * <pre>{@code
   * client.joinLinks()
   *     .create(thread)
   *     .uses(5)
   *     .mailDomains("partner.example")
   *     .days(30)
   *     .send()
   *     .thenAccept(link -> show(link.url().value()));
   * }</pre>
   */
  public NewJoinLink create(ConversationId conversation) {
    return new NewJoinLink(commands, conversation);
  }

  /** Lists the join links into a conversation: all for who manages it, for others their own. */
  public CompletableFuture<JoinResult.JoinLinks> into(ConversationId conversation) {
    return commands.call(JoinCommand.ListLinks.into(conversation));
  }

  /** Lists a page of all join links of a workspace, for owners and admins. */
  public CompletableFuture<JoinResult.JoinLinks> of(
      WorkspaceId workspace, Optional<JoinLinkId> after) {
    return commands.call(
        new JoinCommand.ListLinks(Optional.empty(), Optional.of(workspace), after));
  }

  /** Takes a join link back, with the requests that wait by it. Who has joined stays. */
  public CompletableFuture<Done> revoke(JoinLinkId link) {
    return commands.call(new JoinCommand.RevokeLink(commands.nextClientId(), link));
  }

  /** Tells what a join link is for, by the token behind the # of its address. */
  public CompletableFuture<JoinResult.JoinLinkShown> open(Secret token) {
    return commands.call(new JoinCommand.OpenLink(token));
  }

  /** Applies by a join link, as this account. */
  public CompletableFuture<JoinResult.JoinApplied> apply(Secret token) {
    return commands.call(new JoinCommand.Apply(commands.nextClientId(), token, Optional.empty()));
  }

  /** Does the same with a note for those who answer: at most 500 chars. */
  public CompletableFuture<JoinResult.JoinApplied> apply(Secret token, String note) {
    return commands.call(new JoinCommand.Apply(commands.nextClientId(), token, Optional.of(note)));
  }

  /**
   * Suggests somebody from outside by address; who manages the conversation lets them in or not.
   */
  public CompletableFuture<Done> suggest(ConversationId conversation, String email) {
    return commands.call(
        new JoinCommand.Suggest(
            commands.nextClientId(), conversation, email, Optional.empty(), Optional.empty()));
  }

  /** Does the same with a name and a note for those who answer: at most 100 and 500 chars. */
  public CompletableFuture<Done> suggest(
      ConversationId conversation, String email, String name, String note) {
    return commands.call(
        new JoinCommand.Suggest(
            commands.nextClientId(), conversation, email, Optional.of(name), Optional.of(note)));
  }

  /** Lists who asks to be let into a conversation. */
  public CompletableFuture<JoinResult.JoinRequests> requests(ConversationId conversation) {
    return commands.call(new JoinCommand.ListRequests(conversation));
  }

  /** Lets in who asked. */
  public CompletableFuture<Done> approve(JoinRequestId request) {
    return commands.call(new JoinCommand.Approve(commands.nextClientId(), request));
  }

  /** Denies a request. */
  public CompletableFuture<Done> deny(JoinRequestId request) {
    return commands.call(new JoinCommand.Deny(commands.nextClientId(), request));
  }
}
