package io.drawbridge.client.api;

import io.drawbridge.client.Caller;
import io.drawbridge.protocol.frame.MessageCommand;
import io.drawbridge.protocol.frame.MessageResult;
import io.drawbridge.protocol.id.ConversationId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands about messages. */
public final class Messages {

  private final Caller caller;
  private final Supplier<String> ids;

  /** Calls go there; each change is named by a new id. */
  public Messages(Caller caller, Supplier<String> ids) {
    this.caller = caller;
    this.ids = ids;
  }

  /** Sends a message. */
  public CompletableFuture<MessageResult.Sent> send(ConversationId conversation, String text) {
    return caller.call(new MessageCommand.Send(ids.get(), conversation, text, Optional.empty()));
  }

  /** Sends an answer to the message at a position. */
  public CompletableFuture<MessageResult.Sent> reply(
      ConversationId conversation, long quoted, String text) {
    return caller.call(new MessageCommand.Send(ids.get(), conversation, text, Optional.of(quoted)));
  }

  /** Replaces the text of one's own message. */
  public CompletableFuture<MessageResult.Changed> edit(
      ConversationId conversation, long pos, String text) {
    return caller.call(new MessageCommand.Edit(ids.get(), conversation, pos, text));
  }

  /** Deletes a message. */
  public CompletableFuture<MessageResult.Changed> delete(ConversationId conversation, long pos) {
    return caller.call(new MessageCommand.Delete(ids.get(), conversation, pos));
  }

  /** Puts an emoji on a message, or takes it away. */
  public CompletableFuture<MessageResult.Changed> react(
      ConversationId conversation, long pos, String emoji, boolean on) {
    return caller.call(new MessageCommand.React(ids.get(), conversation, pos, emoji, on));
  }

  /** Pins a message, or unpins it. */
  public CompletableFuture<MessageResult.Changed> pin(
      ConversationId conversation, long pos, boolean on) {
    return caller.call(new MessageCommand.Pin(ids.get(), conversation, pos, on));
  }

  /** The newest messages, 1 to 100. */
  public CompletableFuture<MessageResult.History> newest(ConversationId conversation, int limit) {
    return caller.call(
        new MessageCommand.ShowHistory(
            conversation,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(limit)));
  }

  /** The messages before a position, 1 to 100. */
  public CompletableFuture<MessageResult.History> before(
      ConversationId conversation, long pos, int limit) {
    return caller.call(
        new MessageCommand.ShowHistory(
            conversation,
            Optional.of(pos),
            Optional.empty(),
            Optional.empty(),
            Optional.of(limit)));
  }

  /** The messages after a position, 1 to 100. */
  public CompletableFuture<MessageResult.History> after(
      ConversationId conversation, long pos, int limit) {
    return caller.call(
        new MessageCommand.ShowHistory(
            conversation,
            Optional.empty(),
            Optional.of(pos),
            Optional.empty(),
            Optional.of(limit)));
  }

  /** The messages around a position, 1 to 100. */
  public CompletableFuture<MessageResult.History> around(
      ConversationId conversation, long pos, int limit) {
    return caller.call(
        new MessageCommand.ShowHistory(
            conversation,
            Optional.empty(),
            Optional.empty(),
            Optional.of(pos),
            Optional.of(limit)));
  }

  /** The pinned messages. */
  public CompletableFuture<MessageResult.Pins> pins(ConversationId conversation) {
    return caller.call(new MessageCommand.ListPins(conversation));
  }
}
