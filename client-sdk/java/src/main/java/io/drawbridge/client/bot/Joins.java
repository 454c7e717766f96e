package io.drawbridge.client.bot;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.MessageResult;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a bot into conversations, however it hears of them: opens them, so that what is said from
 * then on arrives, and hands over what was said there before and is meant for the bot too. In
 * handlers of the client only, but for {@link #listed}.
 */
final class Joins {

  private static final Logger LOG = LoggerFactory.getLogger(Joins.class);

  /** Messages of one conversation that are handed over; what is older is not looked for. */
  private static final int SAID_MAX = 1_000;

  private final ChatClient client;
  private final Consumer<Message> said;

  /**
   * The conversations that were opened once, until access ends: they may be closed again on
   * purpose.
   */
  private final Set<ConversationId> joined = ConcurrentHashMap.newKeySet();

  /**
   * @param said takes what was said before a conversation was opened, in order
   */
  Joins(ChatClient client, Consumer<Message> said) {
    this.client = client;
    this.said = said;
  }

  /**
   * The inbox shows a conversation as the bot starts: it continues where it was, else from what the
   * inbox shows. Any thread; the future does not fail.
   */
  CompletableFuture<Boolean> listed(InboxEntry entry) {
    ConversationId conversation = entry.conversation().id();
    if (!joined.add(conversation)) {
      return CompletableFuture.completedFuture(false);
    }
    CompletableFuture<InterestResult.Opened> opening =
        client.position(conversation).isPresent()
            ? client.interest().open(conversation)
            : client.interest().openAfter(conversation, entry.head());
    return opening
        .thenApply(opened -> true)
        .exceptionally(failed -> {
          failed(conversation, failed);
          return false;
        });
  }

  /**
   * The bot may see a conversation, which it may hear more than once. What was said there from that
   * moment on is meant for it.
   */
  void gained(ConversationId conversation, Instant from) {
    if (client.position(conversation).isEmpty()) {
      join(conversation, message -> !message.sentAt().isBefore(from));
    }
  }

  /**
   * Something is new in a conversation that is not open. If the bot does not know it, it has missed
   * it so far: what the notice is about is meant for it, and what was said from that moment on.
   */
  void heard(Event.HeadMoved news, Instant from) {
    ConversationId conversation = news.conversation();
    if (!joined.contains(conversation) && client.position(conversation).isEmpty()) {
      join(
          conversation,
          message -> message.pos() >= news.head() || !message.sentAt().isBefore(from));
    }
  }

  /** The bot may no longer see a conversation. */
  void ended(ConversationId conversation) {
    joined.remove(conversation);
  }

  /** From the head at the opening on everything arrives; what is before it is read. */
  private void join(ConversationId conversation, Predicate<Message> meant) {
    joined.add(conversation);
    try {
      long head = client.interest().open(conversation).join().head();
      before(conversation, head, meant).forEach(said);
    } catch (CompletionException failed) {
      failed(conversation, failed);
    }
  }

  /** The last messages up to a position that match the predicate. */
  private Collection<Message> before(
      ConversationId conversation, long head, Predicate<Message> meant) {
    Deque<Message> found = new ArrayDeque<>();
    MessageResult.History page =
        client.messages().newest(conversation, Limits.HISTORY_PAGE_MAX).join();
    while (take(page, head, meant, found) && page.moreBefore()) {
      if (found.size() >= SAID_MAX) {
        LOG.warn("{}: only the last {} messages are handled", conversation, found.size());
        break;
      }
      long first = page.messages().getFirst().pos();
      page = client.messages().before(conversation, first, Limits.HISTORY_PAGE_MAX).join();
    }
    return found;
  }

  /** Puts what is so before what was found; false if the page has the end of it. */
  private static boolean take(
      MessageResult.History page, long head, Predicate<Message> meant, Deque<Message> found) {
    for (Message message : page.messages().reversed()) {
      if (message.pos() > head) {
        continue;
      }
      if (!meant.test(message)) {
        return false;
      }
      found.addFirst(message);
    }
    return !page.messages().isEmpty();
  }

  private void failed(ConversationId conversation, Throwable failed) {
    joined.remove(conversation);
    boolean gone =
        RequestFailed.in(failed)
            .flatMap(RequestFailed::code)
            .filter(code -> code == ErrorCode.NOT_FOUND)
            .isPresent();
    if (gone) {
      LOG.debug("{} was lost again before it was opened", conversation);
    } else if (!Incoming.byClosing(failed)) {
      LOG.warn("{} was not opened: {}", conversation, failed.getMessage());
    }
  }
}
