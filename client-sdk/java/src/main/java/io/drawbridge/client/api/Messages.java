package io.drawbridge.client.api;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.search.SearchOrder;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about messages. */
public final class Messages {

  private final Commands commands;

  Messages(Commands commands) {
    this.commands = commands;
  }

  /** Sends a message. */
  public CompletableFuture<MessageResult.Sent> send(ConversationId conversation, String text) {
    return commands.call(
        new MessageCommand.Send(commands.nextClientId(), conversation, text, Optional.empty()));
  }

  /**
   * Sends a message to those who read it as the author saw it, and to nobody who came since: then
   * it fails with {@code audience_changed} (N-7).
   *
   * @param seen the conversation as the author saw it
   */
  public CompletableFuture<MessageResult.Sent> sendTo(ConversationView seen, String text) {
    return commands.call(
        new MessageCommand.Send(
            commands.nextClientId(), seen.conversation(), text, Optional.empty(), seen.audience()));
  }

  /** Sends an answer to the message at a position. */
  public CompletableFuture<MessageResult.Sent> reply(
      ConversationId conversation, long quoted, String text) {
    return commands.call(
        new MessageCommand.Send(commands.nextClientId(), conversation, text, Optional.of(quoted)));
  }

  /** Replaces the text of one's own message. */
  public CompletableFuture<MessageResult.Changed> edit(
      ConversationId conversation, long pos, String text) {
    return commands.call(new MessageCommand.Edit(commands.nextClientId(), conversation, pos, text));
  }

  /** Tells what a message says and what it said before it was edited, for those who may know. */
  public CompletableFuture<MessageResult.MessageVersions> versions(
      ConversationId conversation, long pos) {
    return commands.call(new MessageCommand.ListMessageVersions(conversation, pos));
  }

  /** Deletes a message. */
  public CompletableFuture<MessageResult.Changed> delete(ConversationId conversation, long pos) {
    return commands.call(new MessageCommand.Delete(commands.nextClientId(), conversation, pos));
  }

  /** Puts an emoji on a message, or takes it away. */
  public CompletableFuture<MessageResult.Changed> react(
      ConversationId conversation, long pos, String emoji, boolean on) {
    return commands.call(
        new MessageCommand.React(commands.nextClientId(), conversation, pos, emoji, on));
  }

  /** Pins a message, or unpins it. */
  public CompletableFuture<MessageResult.Changed> pin(
      ConversationId conversation, long pos, boolean on) {
    return commands.call(new MessageCommand.Pin(commands.nextClientId(), conversation, pos, on));
  }

  /** Takes the previews of links from one's own message, and keeps those away that are to come. */
  public CompletableFuture<MessageResult.Changed> removePreviews(
      ConversationId conversation, long pos) {
    return commands.call(
        new MessageCommand.RemovePreviews(commands.nextClientId(), conversation, pos));
  }

  /** Lists the newest messages, 1 to 100. */
  public CompletableFuture<MessageResult.History> newest(ConversationId conversation, int limit) {
    return commands.call(
        new MessageCommand.ShowHistory(
            conversation,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(limit)));
  }

  /** Lists the messages around the first one of a day or after it, in the person's time zone. */
  public CompletableFuture<MessageResult.History> around(
      ConversationId conversation, LocalDate day, Optional<ZoneId> zone, int limit) {
    return commands.call(
        new ConversationCommand.ShowDate(
            conversation, day.toString(), zone.map(ZoneId::getId), Optional.of(limit)));
  }

  /** Lists the messages before a position, 1 to 100. */
  public CompletableFuture<MessageResult.History> before(
      ConversationId conversation, long pos, int limit) {
    return commands.call(
        new MessageCommand.ShowHistory(
            conversation,
            Optional.of(pos),
            Optional.empty(),
            Optional.empty(),
            Optional.of(limit)));
  }

  /** Lists the messages after a position, 1 to 100. */
  public CompletableFuture<MessageResult.History> after(
      ConversationId conversation, long pos, int limit) {
    return commands.call(
        new MessageCommand.ShowHistory(
            conversation,
            Optional.empty(),
            Optional.of(pos),
            Optional.empty(),
            Optional.of(limit)));
  }

  /** Lists the messages around a position, 1 to 100. */
  public CompletableFuture<MessageResult.History> around(
      ConversationId conversation, long pos, int limit) {
    return commands.call(
        new MessageCommand.ShowHistory(
            conversation,
            Optional.empty(),
            Optional.empty(),
            Optional.of(pos),
            Optional.of(limit)));
  }

  /** Lists the pinned messages. */
  public CompletableFuture<MessageResult.Pins> pins(ConversationId conversation) {
    return commands.call(new MessageCommand.ListPins(conversation));
  }

  /**
   * Looks for messages in all conversations, the newest first; see {@link MessageCommand.Search}
   * for what a query may say.
   *
   * @param after the {@code next} of the page before
   */
  public CompletableFuture<MessageResult.Found> search(String query, Optional<String> after) {
    return commands.call(
        new MessageCommand.Search(query, Optional.empty(), after, Optional.empty()));
  }

  /** The same, the messages that fit best, on one page. */
  public CompletableFuture<MessageResult.Found> searchBest(String query) {
    return commands.call(
        new MessageCommand.Search(
            query, Optional.of(SearchOrder.BEST), Optional.empty(), Optional.empty()));
  }
}
