package io.drawbridge.client.poll;

import io.drawbridge.client.api.Commands;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about polls. */
public final class Polls {

  private final Commands commands;

  /** Sends them by these commands. */
  public Polls(Commands commands) {
    this.commands = commands;
  }

  /** Asks a question with one choice each, which shows who chose what and has no end. */
  public CompletableFuture<MessageResult.Sent> ask(
      ConversationId conversation, String question, List<String> options) {
    return ask(conversation, new NewPoll(question, options));
  }

  /** Asks a question. */
  public CompletableFuture<MessageResult.Sent> ask(ConversationId conversation, NewPoll poll) {
    return commands.call(
        new PollCommand.Create(
            commands.nextClientId(),
            conversation,
            poll.question(),
            poll.options(),
            Optional.of(poll.multiple()),
            Optional.of(poll.anonymous()),
            poll.endsAt(),
            Optional.empty()));
  }

  /**
   * Chooses options by their places, from 0, in place of what one chose before; none takes it back.
   */
  public CompletableFuture<MessageResult.Poll> vote(
      ConversationId conversation, long pos, List<Integer> choices) {
    return commands.call(new PollCommand.Vote(conversation, pos, choices));
  }

  /** Closes a poll for good. */
  public CompletableFuture<MessageResult.Changed> close(ConversationId conversation, long pos) {
    return commands.call(new PollCommand.Close(commands.nextClientId(), conversation, pos));
  }

  /** Shows how a poll stands, with the first page of those who voted. */
  public CompletableFuture<MessageResult.Poll> show(ConversationId conversation, long pos) {
    return show(conversation, pos, Optional.empty());
  }

  /**
   * Shows how a poll stands, with a page of those who voted.
   *
   * @param after the {@code next} of the page before
   */
  public CompletableFuture<MessageResult.Poll> show(
      ConversationId conversation, long pos, Optional<String> after) {
    return commands.call(new PollCommand.Show(conversation, pos, after, Optional.empty()));
  }
}
