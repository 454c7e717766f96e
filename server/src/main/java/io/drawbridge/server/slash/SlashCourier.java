package io.drawbridge.server.slash;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.session.Sessions;
import io.drawbridge.server.slash.NewsStore.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells bots what they are asked, and askers what they are answered. What was written here is told
 * at once; what was written by another node is found in the rows, to which every node looks a few
 * times a second for the sessions that it has. A device that is not connected then is not told.
 *
 * <p>Both are judged as they are told: the asker may ask there still and the bot is there still as
 * of the snapshot, and then by the gate at the socket. Thread-safe.
 */
final class SlashCourier {
  static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /** Longer than anything is told. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private static final int REMEMBERED_MAX = 100_000;
  private static final Logger LOG = LoggerFactory.getLogger(SlashCourier.class);

  private final NewsStore store;
  private final Database database;
  private final AccessGate gate;
  private final Conversations conversations;
  private final People people;
  private final Sessions sessions;
  private final Signals signals;
  private final Metrics metrics;
  private final Executor threads;
  private final Cache<Told, Boolean> told =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(REMEMBERED_MAX).build();

  SlashCourier(Ground on) {
    this.database = on.database();
    this.store = new NewsStore(on.database());
    this.gate = on.gate();
    this.conversations = on.conversations();
    this.people = on.people();
    this.sessions = on.sessions();
    this.signals = on.signals();
    this.metrics = on.metrics();
    this.threads = on.threads();
  }

  /** What it stands on. */
  record Ground(
      Database database,
      AccessGate gate,
      Conversations conversations,
      People people,
      Sessions sessions,
      Signals signals,
      Metrics metrics,
      Executor threads) {}

  /** The sorts of what is told. */
  private enum Sort {
    ASKED,
    ANSWERED,
    UNANSWERED
  }

  private record Told(Sort sort, long key) {}

  /** Something was asked here. */
  void asked(AskId ask) {
    metrics.slash(Metrics.Slash.ASKED);
    soon(() -> tell(Sort.ASKED, store.asked(Optional.of(ask))));
  }

  /** Something was answered here, for its asker alone. */
  void answered(AskId ask) {
    metrics.slash(Metrics.Slash.ANSWERED);
    soon(() -> tell(Sort.ANSWERED, store.answered(Optional.of(ask))));
  }

  /** Something was answered here, in the conversation. */
  void said() {
    metrics.slash(Metrics.Slash.SAID);
  }

  /** Tells what is new to the sessions of this node. */
  void look() {
    if (!sessions.all().isEmpty() && store.any()) {
      tell(Sort.ASKED, store.asked(Optional.empty()));
      tell(Sort.ANSWERED, store.answered(Optional.empty()));
      tell(Sort.UNANSWERED, store.unanswered());
    }
  }

  private void soon(Runnable telling) {
    threads.execute(() -> {
      try {
        telling.run();
      } catch (RuntimeException problem) {
        // The next look finds it.
        LOG.atLevel(Outage.level(problem)).setCause(problem).log("a slash command was not told");
      }
    });
  }

  private void tell(Sort sort, List<News> found) {
    List<News> here =
        found.stream()
            .filter(it -> !sessions.of(to(sort, it.ask())).isEmpty())
            .filter(it -> told.asMap().putIfAbsent(new Told(sort, it.key()), true) == null)
            .toList();
    if (here.isEmpty()) {
      return;
    }
    int done = 0;
    try {
      List<Decision> decisions = decided(here);
      while (done < here.size()) {
        if (decisions.get(2 * done) instanceof Decision.Allowed
            && decisions.get(2 * done + 1) instanceof Decision.Allowed) {
          tell(sort, here.get(done));
        }
        done++;
      }
    } finally {
      // What a problem kept back is told by the next look.
      here.subList(done, here.size()).forEach(it -> told.invalidate(new Told(sort, it.key())));
    }
  }

  private List<Decision> decided(List<News> here) {
    List<Asked> asked = new ArrayList<>();
    for (News news : here) {
      Ask ask = news.ask();
      asked.add(new Asked(ask.asker(), ask.conversation(), Action.Post.ASK_BOT));
      asked.add(new Asked(ask.bot(), ask.conversation(), Action.Read.READ));
    }
    return database.query(handle -> gate.decideAll(handle, asked));
  }

  private void tell(Sort sort, News news) {
    Ask ask = news.ask();
    conversations
        .facts(ask.conversation())
        .ifPresent(facts ->
            signals.send(
                List.of(to(sort, ask)),
                ask.tag(news.needs(), sort == Sort.ASKED ? ask.asker() : ask.bot()),
                event(sort, news, facts)));
    if (sort == Sort.UNANSWERED) {
      metrics.slash(Metrics.Slash.UNANSWERED);
    }
  }

  private static AccountId to(Sort sort, Ask ask) {
    return sort == Sort.ASKED ? ask.bot() : ask.asker();
  }

  private Event event(Sort sort, News news, ConversationFacts facts) {
    Ask ask = news.ask();
    return switch (sort) {
      case ASKED ->
          new Event.SlashAsked(
              ask.id(),
              ask.conversation(),
              ask.name(),
              news.text(),
              Optional.of(people.card(facts, ask.asker()))
                  .filter(asker -> ExternalRules.namesToBots(facts, asker.external())),
              ask.answerBy());
      case ANSWERED -> {
        Person bot = people.card(facts, ask.bot());
        yield new Event.SlashAnswered(ask.id(), ask.conversation(), bot, news.text());
      }
      case UNANSWERED -> new Event.SlashUnanswered(ask.id(), ask.conversation());
    };
  }
}
