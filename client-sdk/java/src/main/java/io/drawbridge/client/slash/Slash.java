package io.drawbridge.client.slash;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.drawbridge.client.api.Commands;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.WebhookResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about slash commands. Names come with their slash or without it. */
public sealed class Slash permits SlashDesk {

  private final Commands commands;

  /** Sends them by these commands. */
  public Slash(Commands commands) {
    this.commands = commands;
  }

  /** Offers one of the bot that is signed in, wherever in the workspace the bot is. */
  @CanIgnoreReturnValue
  public CompletableFuture<Done> register(
      WorkspaceId workspace, String name, String description, String usage) {
    return register(workspace, Optional.empty(), Optional.empty(), name, description, usage);
  }

  /** Offers one of a bot, in one conversation if it is given; for who owns it, and for admins. */
  @CanIgnoreReturnValue
  public CompletableFuture<Done> register(
      WorkspaceId workspace,
      Optional<ConversationId> conversation,
      Optional<AccountId> bot,
      String name,
      String description,
      String usage) {
    return commands.call(
        new WebhookCommand.RegisterSlash(
            commands.nextClientId(),
            workspace,
            conversation,
            bot,
            bare(name),
            description,
            Optional.of(usage).filter(it -> !it.isEmpty())));
  }

  /** Takes one back that was offered so. */
  @CanIgnoreReturnValue
  public CompletableFuture<Done> unregister(
      WorkspaceId workspace,
      Optional<ConversationId> conversation,
      Optional<AccountId> bot,
      String name) {
    return commands.call(
        new WebhookCommand.UnregisterSlash(
            commands.nextClientId(), workspace, conversation, bot, bare(name)));
  }

  /** Lists what one may run in a conversation. */
  public CompletableFuture<WebhookResult.SlashCommands> list(ConversationId conversation) {
    return commands.call(new WebhookCommand.ListSlash(conversation));
  }

  /** Runs one; what the bot answers comes as events. */
  @CanIgnoreReturnValue
  public CompletableFuture<WebhookResult.SlashAsked> run(
      ConversationId conversation, String name, String text) {
    return commands.call(
        new WebhookCommand.RunSlash(commands.nextClientId(), conversation, bare(name), text));
  }

  /** Answers who asked, or says it in the conversation; for the bot that was asked. */
  @CanIgnoreReturnValue
  public CompletableFuture<Done> answer(AskId ask, String text, boolean inConversation) {
    return answer(commands.nextClientId(), ask, text, inConversation);
  }

  CompletableFuture<Done> answer(String clientId, AskId ask, String text, boolean inConversation) {
    return commands.call(
        new WebhookCommand.AnswerSlash(clientId, ask, text, Optional.of(inConversation)));
  }

  static String bare(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }
}
