package io.drawbridge.client.writing;

import io.drawbridge.client.api.Commands;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends commands about drafts and scheduled messages, which are one's own alone, and about messages
 * that are passed on.
 */
public final class Writing {

  private final Commands commands;

  /** Sends them by these commands. */
  public Writing(Commands commands) {
    this.commands = commands;
  }

  /** Keeps what one has begun to write in a conversation, on all devices. */
  public CompletableFuture<Done> saveDraft(ConversationId conversation, String text) {
    return commands.call(new WritingCommand.SaveDraft(conversation, text, Optional.empty()));
  }

  /** The same for an answer to the message at a position. */
  public CompletableFuture<Done> saveDraft(ConversationId conversation, String text, long quoted) {
    return commands.call(new WritingCommand.SaveDraft(conversation, text, Optional.of(quoted)));
  }

  /** Lists a page of one's drafts, the last one saved first. */
  public CompletableFuture<MessageResult.Drafts> drafts(Optional<String> after) {
    return commands.call(new WritingCommand.ListDrafts(after, Optional.empty()));
  }

  /** Lets the draft in a conversation go. */
  public CompletableFuture<Done> discardDraft(ConversationId conversation) {
    return commands.call(new WritingCommand.DiscardDraft(conversation));
  }

  /** Sends a message and lets the draft in its conversation go with it. */
  public CompletableFuture<MessageResult.Sent> sendDraft(ConversationId conversation, String text) {
    return commands.call(
        new MessageCommand.Send(
            commands.nextClientId(),
            conversation,
            text,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(true)));
  }

  /** Has a message sent at a time, to nobody from outside who comes until then. */
  public CompletableFuture<MessageResult.Scheduled> schedule(
      ConversationId conversation, String text, Instant at) {
    return commands.call(
        new WritingCommand.Schedule(commands.nextClientId(), conversation, text, at));
  }

  /** Lists a page of what one has scheduled: what is held, then the next one first. */
  public CompletableFuture<MessageResult.ScheduledPage> scheduled(Optional<String> after) {
    return commands.call(new WritingCommand.ListScheduled(after, Optional.empty()));
  }

  /** Has a scheduled message sent at another time. */
  public CompletableFuture<MessageResult.Scheduled> move(ScheduledId scheduled, Instant at) {
    return change(scheduled, Optional.empty(), Optional.of(at), Optional.empty());
  }

  /**
   * Changes a scheduled message; what is absent stays.
   *
   * @param newcomers whether to send it also if somebody came since
   */
  public CompletableFuture<MessageResult.Scheduled> change(
      ScheduledId scheduled,
      Optional<String> text,
      Optional<Instant> at,
      Optional<Boolean> newcomers) {
    return commands.call(
        new WritingCommand.ChangeScheduled(scheduled, text, at, Optional.empty(), newcomers));
  }

  /** Lets a scheduled message go. */
  public CompletableFuture<Done> cancel(ScheduledId scheduled) {
    return commands.call(new WritingCommand.CancelScheduled(scheduled));
  }

  /**
   * Sends a scheduled message now.
   *
   * @param audience whom one writes to, as one sees the conversation now
   */
  public CompletableFuture<MessageResult.Sent> sendNow(
      ScheduledId scheduled, Optional<String> audience) {
    return commands.call(new WritingCommand.SendScheduled(scheduled, audience));
  }

  /** Passes a message on to another conversation, with its files. */
  public CompletableFuture<MessageResult.Sent> forward(MessagePlace message, ConversationId to) {
    return forward(message, to, Optional.empty(), Optional.empty(), true);
  }

  /**
   * Passes a message on to another conversation.
   *
   * @param note what to say of it
   * @param audience whom one passes it on to, as the conversation shows it
   * @param files whether its files go along
   */
  public CompletableFuture<MessageResult.Sent> forward(
      MessagePlace message,
      ConversationId to,
      Optional<String> note,
      Optional<String> audience,
      boolean files) {
    return commands.call(
        new WritingCommand.Forward(
            commands.nextClientId(),
            message.conversation(),
            message.pos(),
            to,
            note,
            audience,
            Optional.of(files)));
  }

  /** Tells where the original of a message stands that was passed on, if one sees it there. */
  public CompletableFuture<MessageResult.Source> source(MessagePlace message) {
    return commands.call(new WritingCommand.ShowSource(message.conversation(), message.pos()));
  }

  /** Lists the threads that came of a message, as far as one reads them. */
  public CompletableFuture<MessageResult.Threads> threads(MessagePlace message) {
    return commands.call(new WritingCommand.ListThreads(message.conversation(), message.pos()));
  }
}
