package io.drawbridge.load.replay;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.api.Whom;
import io.drawbridge.load.audit.Auditor;
import io.drawbridge.load.corpus.Conversation;
import io.drawbridge.load.corpus.Corpus;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everybody in the replay: the bot and the regulars, members from the start; the newcomers, who get
 * an account by their first mailed link and are connected as long as a thread needs them.
 * Thread-safe.
 */
final class Cast implements AutoCloseable {
  private static final String BOT = "bot";

  private final URI server;
  private final HttpClient http;
  private final Auditor auditor;
  private final Latencies latencies;
  private final Score score;
  private final Doors doors;
  private final WorkspaceId workspace;
  private final Map<String, String> addresses = new HashMap<>();
  private final Map<String, Newcomer> newcomers = new ConcurrentHashMap<>();
  private final Map<String, Participant> regulars = new ConcurrentHashMap<>();
  private final Participant bot;

  /** A newcomer's account and connection, shared by the threads they are in. */
  private static final class Newcomer {
    final ReentrantLock lock = new ReentrantLock();
    int threadsLeft;
    Optional<Participant> participant = Optional.empty();
  }

  Cast(Corpus corpus, Testbed testbed, Auditor auditor, Latencies latencies, Score score)
      throws Exception {
    this.server = testbed.server().uri();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(task -> Thread.ofVirtual().start(task))
            .build();
    this.auditor = auditor;
    this.latencies = latencies;
    this.score = score;
    this.doors = new Doors(testbed.door(), testbed.mails());
    Workspace made = testbed.workspace();
    this.workspace = made.id();
    for (Conversation conversation : corpus.conversations()) {
      for (String nick : conversation.nicks()) {
        addresses.putIfAbsent(nick, address(corpus, nick));
        if (!corpus.regulars().contains(nick)) {
          newcomers.computeIfAbsent(nick, ignored -> new Newcomer()).threadsLeft++;
        }
      }
    }
    this.bot = participant(BOT, Credentials.apiToken(made.bot("Replay bot")));
    bot.connect(true);
    connectRegulars(corpus, made);
  }

  private String address(Corpus corpus, String nick) {
    return "p%d@%s.example"
        .formatted(addresses.size(), corpus.regulars().contains(nick) ? "inside" : "outside");
  }

  private void connectRegulars(Corpus corpus, Workspace made) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      Map<String, Future<Participant>> coming =
          corpus.regulars().stream()
              .filter(addresses::containsKey)
              .collect(
                  Collectors.toMap(
                      nick -> nick, nick -> executor.submit(() -> regular(nick, made))));
      for (Map.Entry<String, Future<Participant>> one : coming.entrySet()) {
        regulars.put(one.getKey(), one.getValue().get());
      }
    }
  }

  private Participant regular(String nick, Workspace made) throws InterruptedException {
    String address = addressOf(nick);
    made.inviteMember(address);
    Participant participant = participant(nick, Credentials.of(doors.open(address, nick)));
    participant.connect(true);
    return participant;
  }

  WorkspaceId workspace() {
    return workspace;
  }

  Participant bot() {
    return bot;
  }

  Participant regular(String nick) {
    return known(regulars.get(nick), nick);
  }

  /**
   * Adds the newcomer to a thread by mail, has them open the link, and opens the thread with
   * everything they may see. One thread at a time for one newcomer.
   */
  Participant add(String nick, ConversationId thread) throws InterruptedException {
    Newcomer newcomer = known(newcomers.get(nick), nick);
    newcomer.lock.lock();
    try {
      String address = addressOf(nick);
      long asked = System.nanoTime();
      client().members().add(thread, Whom.email(address)).send().join();
      long acknowledged = System.nanoTime();
      Participant participant =
          newcomer.participant.isPresent()
              ? accepting(newcomer.participant.get(), address)
              : opening(nick, address);
      newcomer.participant = Optional.of(participant);
      auditor.added(thread.toString(), participant.name(), false, asked, acknowledged);
      participant.client().interest().openAfter(thread, 0).join();
      return participant;
    } finally {
      newcomer.lock.unlock();
    }
  }

  /** Their first link makes the account. */
  private Participant opening(String nick, String address) throws InterruptedException {
    Participant first = participant(nick, Credentials.of(doors.open(address, nick)));
    first.connect(false);
    return first;
  }

  /** Each later one is accepted by whom it is for, as the one they are signed in as. */
  private Participant accepting(Participant known, String address) throws InterruptedException {
    try {
      known.client().account().acceptLink(doors.nextToken(address)).join();
    } catch (CompletionException refused) {
      // Spent by the same call, whose answer was lost with the connection.
      boolean spent =
          RequestFailed.in(refused)
              .flatMap(RequestFailed::code)
              .equals(Optional.of(ErrorCode.LINK_SPENT));
      if (!spent) {
        throw refused;
      }
    }
    return known;
  }

  /** One of the newcomer's threads is done; after the last their connection is closed. */
  void done(String nick) {
    Newcomer newcomer = known(newcomers.get(nick), nick);
    newcomer.lock.lock();
    try {
      newcomer.threadsLeft--;
      if (newcomer.threadsLeft == 0) {
        newcomer.participant.ifPresent(Participant::close);
      }
    } finally {
      newcomer.lock.unlock();
    }
  }

  private ChatClient client() {
    return bot.client();
  }

  private String addressOf(String nick) {
    return known(addresses.get(nick), nick);
  }

  private static <T> T known(@Nullable T value, String nick) {
    if (value == null) {
      throw new IllegalStateException(nick + " is not in the cast");
    }
    return value;
  }

  private Participant participant(String name, Credentials credentials) {
    return new Participant(name, credentials, server, http, auditor, latencies, score);
  }

  @Override
  public void close() {
    regulars.values().forEach(Participant::close);
    bot.close();
    http.shutdownNow();
  }
}
