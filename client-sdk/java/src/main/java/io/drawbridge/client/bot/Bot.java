package io.drawbridge.client.bot;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.ChatClientBuilder;
import io.drawbridge.client.ConnectionState;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.StopCause;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.InboxResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in conversations by program: in all that its account is in and comes into, in full. It
 * reconnects and resumes by itself; with a {@link io.drawbridge.client.resume.FileCursorStore} also
 * after a restart.
 *
 * <p>It opens what its inbox shows as it starts, what it gains, and what a head notice names that
 * it does not know: a conversation that moved while the inbox was listed. What the application
 * closes stays closed, until everything has to be loaded again.
 */
public final class Bot implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

  /** Messages that were sent so shortly before the bot came in are meant for it too. */
  private static final Duration JUST_BEFORE = Duration.ofSeconds(5);

  private final ChatClient client;
  private final Routes routes;
  private final boolean answersBots;
  private final LoopGuard guard;
  private final Joins joins;
  private final Voice voice;
  private volatile boolean connected;
  private volatile Optional<Instant> lostAt = Optional.empty();
  private volatile Duration serverAhead = Duration.ZERO;

  Bot(ChatClient client, Routes routes, boolean answersBots, LoopGuard guard, Voice voice) {
    this.client = client;
    this.routes = routes;
    this.answersBots = answersBots;
    this.guard = guard;
    this.voice = voice;
    this.joins = new Joins(client, this::handle);
    client.onState(this::state);
    client.onEvent(
        Event.AccessGained.class, gained -> joins.gained(gained.conversation().id(), meantFrom()));
    client.onEvent(Event.AccessEnded.class, ended -> joins.ended(ended.conversation()));
    client.onEvent(Event.HeadMoved.class, this::heard);
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

  /** Returns the client it stands on. */
  public ChatClient client() {
    return client;
  }

  /**
   * Connects and opens all conversations the account is in; the future completes when it listens.
   * What was said in a conversation before it was listed is not handled, unless the bot was there
   * before and has its cursor.
   */
  public CompletableFuture<Hello> start() {
    return client
        .connect()
        .thenCompose(hello -> openInbox(new InboxWalk()).thenApply(opened -> hello));
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
    voice.say("the bot did not start: " + thrown.getMessage());
    client.close();
    throw new CompletionException(thrown);
  }

  private CompletableFuture<Boolean> openInbox(InboxWalk walk) {
    if (walk.done()) {
      return CompletableFuture.completedFuture(true);
    }
    return client
        .inbox()
        .list(walk.after())
        .thenCompose(page ->
            CompletableFuture.allOf(
                    page.entries().stream().map(joins::listed).toArray(CompletableFuture[]::new))
                .thenCompose(opened -> {
                  walk.passed(page);
                  return openInbox(walk);
                }));
  }

  private void state(ConnectionState state) {
    switch (state) {
      case ConnectionState.Connected now -> {
        connected = true;
        voice.connected();
        serverAhead = Duration.between(Instant.now(), now.hello().serverTime());
      }
      case ConnectionState.Waiting waiting -> {
        voice.waits(waiting.cause());
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

  private void heard(Event.HeadMoved news) {
    // What the first resume of a process tells stands in the inbox, which is listed next.
    if (connected || lostAt.isPresent()) {
      joins.heard(news, meantFrom());
    }
  }

  /** More was gained during the loss than a resume tells: the inbox has it. */
  private void resynced(Event.Resync resync) {
    if (resync.conversation().isPresent()) {
      return;
    }
    Instant from = lostAt.orElseGet(this::justNow);
    try {
      InboxWalk walk = new InboxWalk();
      while (!walk.done()) {
        InboxResult.Inbox page = client.inbox().list(walk.after()).join();
        page.entries().forEach(entry -> joins.gained(entry.conversation().id(), from));
        walk.passed(page);
      }
    } catch (CompletionException failed) {
      if (!Incoming.byClosing(failed)) {
        LOG.warn("what was gained meanwhile was not found: {}", failed.getMessage());
      }
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

  /**
   * The time from which messages are meant for the bot. What a resume brings came since the loss;
   * what comes live came just now.
   */
  private Instant meantFrom() {
    return lostAt.filter(loss -> !connected).orElseGet(this::justNow);
  }

  private Instant justNow() {
    return serverNow().minus(JUST_BEFORE);
  }

  private Instant serverNow() {
    return Instant.now().plus(serverAhead);
  }
}
