package io.drawbridge.client.bot;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.ChatClientBuilder;
import io.drawbridge.client.ConnectionState;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.StopCause;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.AccountResult;
import io.drawbridge.protocol.frame.ConversationView;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.InboxEntry;
import io.drawbridge.protocol.frame.InboxResult;
import io.drawbridge.protocol.frame.InterestResult;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Message;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that takes part in conversations: in all that its account is in and comes into, in
 * full. It reconnects and resumes by itself; with a {@link
 * io.drawbridge.client.resume.FileCursorStore} also after a restart.
 */
public final class Bot implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

  /** Messages that were sent so shortly before the bot came in are meant for it too. */
  private static final Duration JUST_BEFORE = Duration.ofSeconds(5);

  private static final int JUST_BEFORE_MESSAGES = 50;

  private final ChatClient client;
  private final Routes routes;
  private final boolean answersBots;
  private final LoopGuard guard;
  private volatile boolean connected;
  private volatile Optional<Instant> lostAt = Optional.empty();
  private volatile Duration serverAhead = Duration.ZERO;

  Bot(ChatClient client, Routes routes, boolean answersBots, LoopGuard guard) {
    this.client = client;
    this.routes = routes;
    this.answersBots = answersBots;
    this.guard = guard;
    client.onState(this::state);
    client.onEvent(
        Event.AccessGained.class, gained -> gained(gained.conversation().conversation()));
    client.onEvent(Event.Resync.class, this::resynced);
    client.onEvent(LogEvent.MessagePosted.class, posted -> handle(posted.message()));
  }

  /** Starts building a bot that signs in with its API token. */
  public static BotBuilder builder(URI server, String apiToken) {
    return builder(
        ChatClient.builder(server).credentials(Credentials.apiToken(apiToken)).device("bot"));
  }

  /** Starts building a bot on a client with settings of its own. */
  public static BotBuilder builder(ChatClientBuilder client) {
    return new BotBuilder(client);
  }

  /** The client it stands on. */
  public ChatClient client() {
    return client;
  }

  /**
   * Connects and opens all conversations the account is in; the future completes when it listens.
   */
  public CompletableFuture<Hello> start() {
    return client
        .connect()
        .thenCompose(hello -> openInbox(Optional.empty()).thenApply(opened -> hello));
  }

  /** Starts, and returns when the bot is closed or cannot be signed in any more. */
  public StopCause run() {
    start().exceptionally(this::notStarted);
    return client.closed().join();
  }

  @Override
  public void close() {
    client.close();
  }

  private Hello notStarted(Throwable thrown) {
    LOG.warn("the bot did not start: {}", thrown.getMessage());
    client.close();
    throw new CompletionException(thrown);
  }

  private CompletableFuture<Boolean> openInbox(Optional<String> after) {
    return client
        .inbox()
        .list(after)
        .thenCompose(page ->
            openAll(page)
                .thenCompose(opened ->
                    page.next().isPresent()
                        ? openInbox(page.next())
                        : CompletableFuture.completedFuture(true)));
  }

  private CompletableFuture<?> openAll(InboxResult.Inbox page) {
    return CompletableFuture.allOf(
        page.entries().stream()
            .map(InboxEntry::conversation)
            .map(ConversationView::conversation)
            .map(this::open)
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Boolean> open(ConversationId conversation) {
    return client
        .interest()
        .open(conversation)
        .thenApply(opened -> true)
        .exceptionally(failed -> {
          notOpened(conversation, failed);
          return false;
        });
  }

  private void state(ConnectionState state) {
    switch (state) {
      case ConnectionState.Connected now -> {
        connected = true;
        serverAhead = Duration.between(Instant.now(), now.hello().serverTime());
      }
      case ConnectionState.Waiting waiting -> {
        if (connected) {
          connected = false;
          lostAt = Optional.of(serverNow());
        }
      }
      case ConnectionState.Idle idle -> {
        // nothing has happened yet
      }
      case ConnectionState.Connecting connecting -> {
        // the last loss still counts
      }
      case ConnectionState.Closed closed -> {
        // nothing will happen any more
      }
    }
  }

  private void gained(ConversationId conversation) {
    // What a resume tells was gained since the loss; what is told live was gained just now.
    join(conversation, lostAt.filter(loss -> !connected).orElseGet(this::justNow));
  }

  /** More was gained during the loss than a resume tells: the inbox has it. */
  private void resynced(Event.Resync resync) {
    if (resync.conversation().isPresent()) {
      return;
    }
    Instant from = lostAt.orElseGet(this::justNow);
    try {
      Optional<String> after = Optional.empty();
      do {
        InboxResult.Inbox page = client.inbox().list(after).join();
        page.entries().forEach(entry -> join(entry.conversation().conversation(), from));
        after = page.next();
      } while (after.isPresent());
    } catch (CompletionException failed) {
      if (!Incoming.byClosing(failed)) {
        LOG.warn("what was gained meanwhile was not found: {}", failed.getMessage());
      }
    }
  }

  /** The bot is in a conversation: what is said there from now on, and was said since. */
  private void join(ConversationId conversation, Instant from) {
    if (client.position(conversation).isPresent()) {
      // A resume tells of recent changes again; the events of this one come by themselves.
      return;
    }
    try {
      InterestResult.Opened opened = client.interest().open(conversation).join();
      for (Message message :
          client.messages().newest(conversation, JUST_BEFORE_MESSAGES).join().messages()) {
        if (message.pos() <= opened.head() && !message.sentAt().isBefore(from)) {
          handle(message);
        }
      }
    } catch (CompletionException failed) {
      notOpened(conversation, failed);
    }
  }

  private static void notOpened(ConversationId conversation, Throwable failed) {
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

  private void handle(Message message) {
    Optional<AccountId> self = client.tokens().map(AccountResult.Tokens::account);
    if (self.isEmpty() || message.text().isEmpty()) {
      return;
    }
    boolean own = message.author().id().equals(self.get());
    boolean byBot = message.author().bot() || own;
    boolean allowed = guard.allows(message.conversation(), message.pos(), byBot);
    if (own || (byBot && !answersBots) || !allowed) {
      return;
    }
    try {
      routes.run(new Incoming(client, self.get(), message));
    } catch (Exception failed) {
      // One message that a handler cannot bear must not end the bot.
      LOG.warn(
          "the handler failed for message {} of {}", message.pos(), message.conversation(), failed);
    }
  }

  private Instant justNow() {
    return serverNow().minus(JUST_BEFORE);
  }

  private Instant serverNow() {
    return Instant.now().plus(serverAhead);
  }
}
