package io.drawbridge.client.bot;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.drawbridge.client.ChatClient;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.api.Commands;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Mentions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a message that a bot was sent, and answers it.
 *
 * <p>The n-th answer to a message always has the same client id. A bot that handles a message again
 * after a crash therefore does not answer twice: the same text counts as sent, another one fails
 * with {@code client_id_reused}.
 */
public final class Incoming {

  private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);
  private static final int SUBJECT_CHARS = 80;

  private final ChatClient client;
  private final AccountId self;
  private final Message message;
  private final String text;
  private final String arguments;
  private final AtomicInteger answers;

  Incoming(ChatClient client, AccountId self, Message message) {
    this(client, self, message, message.text().orElse(""), "", new AtomicInteger());
  }

  private Incoming(
      ChatClient client,
      AccountId self,
      Message message,
      String text,
      String arguments,
      AtomicInteger answers) {
    this.client = client;
    this.self = self;
    this.message = message;
    this.text = text;
    this.arguments = arguments;
    this.answers = answers;
  }

  /** The same message as a command with these arguments. */
  Incoming withArguments(String given) {
    return new Incoming(client, self, message, text, given, answers);
  }

  /** Returns the bot's client, for everything else. */
  public ChatClient client() {
    return client;
  }

  /** Names the bot's own account. */
  public AccountId self() {
    return self;
  }

  /** Returns the message itself. */
  public Message message() {
    return message;
  }

  /** Returns what it says. */
  public String text() {
    return text;
  }

  /** Returns what follows the command's name, stripped; empty outside a command. */
  public String arguments() {
    return arguments;
  }

  /** Tells who wrote it. */
  public Person author() {
    return message.author();
  }

  /** Tells where it was written. */
  public ConversationId conversation() {
    return message.conversation();
  }

  /** Tells whether it names the bot. */
  public boolean mentionsBot() {
    return Mentions.in(text).contains(self);
  }

  /** Answers in the same conversation. A failure is logged too, so the future may be ignored. */
  @CanIgnoreReturnValue
  public CompletableFuture<Sent> reply(String answer) {
    return logged(once().messages().send(conversation(), answer));
  }

  /** Answers as {@link #reply} does, quoting the message. */
  @CanIgnoreReturnValue
  public CompletableFuture<Sent> replyQuoting(String answer) {
    return logged(quoting(answer));
  }

  /**
   * Answers beside the talk of a group: there, in a new thread addressed to the group; in a thread
   * or a DM, which are such a place already, by quoting. The future has the conversation in which
   * the answer stands. A failure is logged too, so the future may be ignored.
   */
  @CanIgnoreReturnValue
  public CompletableFuture<ConversationId> replyInThread(String answer) {
    return logged(
        client
            .conversations()
            .show(conversation())
            .thenCompose(shown ->
                shown.conversation().kind() == ConversationKind.GROUP
                    ? inNewThread(shown.conversation(), answer)
                    : quoting(answer).thenApply(Sent::conversation)));
  }

  /**
   * Returns commands whose changes are named after this message: the n-th always has the same
   * client id, so that handling the message again does nothing twice.
   */
  public Commands once() {
    return new Once(this);
  }

  private String nextClientId() {
    return "%s.%d.%d".formatted(conversation(), message.pos(), answers.incrementAndGet());
  }

  private record Once(Incoming incoming) implements Commands {
    @Override
    public <R extends Result> CompletableFuture<R> call(Command<R> command) {
      return incoming.client.call(command);
    }

    @Override
    public String nextClientId() {
      return incoming.nextClientId();
    }
  }

  private CompletableFuture<ConversationId> inNewThread(ConversationView group, String answer) {
    return once()
        .threads()
        .create(subject())
        .in(group.workspace())
        .groups(group.conversation())
        .text(answer)
        .send()
        .thenApply(ConversationResult.Conversation::conversation)
        .thenApply(ConversationView::conversation);
  }

  private <T> CompletableFuture<T> logged(CompletableFuture<T> answer) {
    return answer.whenComplete((done, failed) -> {
      if (failed != null && !byClosing(failed)) {
        LOG.warn(
            "message {} of {} was not answered: {}",
            message.pos(),
            conversation(),
            failed.getMessage());
      }
    });
  }

  static boolean byClosing(Throwable failed) {
    return RequestFailed.in(failed)
        .filter(it -> it.reason() instanceof RequestFailed.Reason.Closed)
        .isPresent();
  }

  /** The beginning of the message, on one line. */
  private String subject() {
    String line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    int end =
        line.offsetByCodePoints(0, Math.min(SUBJECT_CHARS, line.codePointCount(0, line.length())));
    return line.isBlank() ? "Reply" : "Re: " + line.substring(0, end);
  }

  private CompletableFuture<Sent> quoting(String answer) {
    return once().messages().reply(conversation(), message.pos(), answer);
  }
}
