package io.drawbridge.server.presence;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Presence;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.block.BlockListener;
import io.drawbridge.server.block.Blocks;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.session.Elsewhere;
import io.drawbridge.server.session.Elsewhere.Word.Said;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.SessionListener;
import io.drawbridge.server.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who is there, as the connected sessions say, and who wants to know. Changes are gathered
 * for a moment, so that a device that comes and goes tells nothing; then each goes to the sessions
 * that follow the person, as long as both are still in the conversation that was their witness.
 * When it ends, the subscription ends. Thread-safe; nothing is stored.
 */
final class Presences implements SessionListener, BlockListener, Elsewhere.Listener {
  private static final Duration GATHERING = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(Presences.class);

  private final Views views;
  private final Sessions sessions;
  private final WitnessStore store;
  private final Blocks blocks;
  private final Notices notices;
  private final Executor threads;
  private final Map<AccountId, Said> said = new ConcurrentHashMap<>();
  private final Map<AccountId, Watched> watched = new ConcurrentHashMap<>();
  private final Set<AccountId> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean gathering = new AtomicBoolean();

  Presences(
      Views views,
      Sessions sessions,
      WitnessStore store,
      Blocks blocks,
      Notices notices,
      Executor threads) {
    this.views = views;
    this.sessions = sessions;
    this.store = store;
    this.blocks = blocks;
    this.notices = notices;
    this.threads = threads;
  }

  void set(AccountId person, PresenceState state, Optional<String> text) {
    if (isThere(person)) {
      Said own = new Said(person, state, text.filter(line -> !line.isEmpty()));
      said.put(person, own);
      sessions.elsewhere().tell(own);
      change(person);
    }
  }

  Presence now(AccountId person) {
    if (!isThere(person)) {
      return absent(person);
    }
    Said own = said.getOrDefault(person, new Said(person, PresenceState.ONLINE, Optional.empty()));
    return new Presence(person, own.state(), own.text());
  }

  private boolean isThere(AccountId person) {
    return !sessions.of(person).isEmpty() || sessions.elsewhere().has(person);
  }

  boolean isOnlyElsewhere(AccountId person) {
    return sessions.of(person).isEmpty() && sessions.elsewhere().has(person);
  }

  @Override
  public void moved(AccountId person, Optional<Said> words) {
    words.ifPresent(own -> said.put(person, own));
    change(person);
  }

  @Override
  public void blocked(Elsewhere.Word.Blocked block) {
    changed(block.person(), block.other(), block.on());
  }

  /** The presence of who is not there, or hides it. */
  static Presence absent(AccountId person) {
    return new Presence(person, PresenceState.OFFLINE, Optional.empty());
  }

  /**
   * Tells somebody who follows the person, and was blocked or is no more, what they see by now: for
   * who is blocked, the person went. Nothing is told of who was not there before.
   */
  @Override
  public void changed(AccountId person, AccountId other, boolean blocked) {
    Watched entry = watched.get(person);
    Presence now = now(person);
    if (entry == null || now.state() == PresenceState.OFFLINE) {
      return;
    }
    Map<Session, Witness> watchers = new HashMap<>(entry.all());
    watchers.keySet().removeIf(session -> !session.caller().account().equals(other));
    tell(watchers, person, blocked ? absent(person) : now);
  }

  /** Follows these people in place of those followed before. */
  void follow(Session session, List<Witness> witnesses) {
    unfollow(session);
    Set<AccountId> people = new HashSet<>();
    for (Witness witness : witnesses) {
      people.add(witness.person());
      watched.compute(
          witness.person(),
          (person, before) -> {
            Watched entry = before == null ? new Watched(now(person)) : before;
            entry.add(session, witness);
            return entry;
          });
    }
    session.attachments().put(Subscriptions.class, new Subscriptions(people));
    if (!sessions.of(session.caller().account()).contains(session)) {
      // It ended meanwhile, and nobody else would take it out again.
      unfollow(session);
    }
  }

  @Override
  public void started(Session session) {
    AccountId person = session.caller().account();
    Optional.ofNullable(said.get(person)).ifPresent(sessions.elsewhere()::tell);
    change(person);
  }

  @Override
  public void ended(Session session) {
    unfollow(session);
    change(session.caller().account());
  }

  private void unfollow(Session session) {
    Subscriptions before =
        session.attachments().get(Subscriptions.class).orElse(Subscriptions.NONE);
    before.people().forEach(person -> unfollow(person, List.of(session)));
  }

  private void unfollow(AccountId person, List<Session> leaving) {
    watched.computeIfPresent(person, (_, entry) -> entry.remove(leaving) ? null : entry);
  }

  private void change(AccountId person) {
    if (!watched.containsKey(person) && !said.containsKey(person)) {
      return;
    }
    changed.add(person);
    if (gathering.compareAndSet(false, true)) {
      CompletableFuture.delayedExecutor(GATHERING.toMillis(), TimeUnit.MILLISECONDS, threads)
          .execute(this::publish);
    }
  }

  private void publish() {
    gathering.set(false);
    for (AccountId person : List.copyOf(changed)) {
      changed.remove(person);
      try {
        publish(person);
      } catch (RuntimeException problem) {
        LOG.atLevel(Outage.level(problem))
            .setCause(problem)
            .log("presence of {} was not told", person);
      }
    }
  }

  private void publish(AccountId person) {
    Presence now = now(person);
    if (now.state() == PresenceState.OFFLINE) {
      said.remove(person);
    }
    Watched entry = watched.get(person);
    if (entry == null) {
      return;
    }
    Map<Session, Witness> watchers = new HashMap<>(entry.toTell(now));
    if (watchers.isEmpty()) {
      return;
    }
    Set<AccountId> hidden = blocks.blockedBy(person);
    watchers.keySet().removeIf(session -> hidden.contains(session.caller().account()));
    tell(watchers, person, now);
  }

  private void tell(Map<Session, Witness> watchers, AccountId person, Presence shown) {
    Predicate<Witness> holds = holding(person, watchers);
    Map<Tag, List<Session>> told = new HashMap<>();
    List<Session> over = new ArrayList<>();
    watchers.forEach((session, witness) -> {
      if (holds.test(witness)) {
        told.computeIfAbsent(witness.tag(), _ -> new ArrayList<>()).add(session);
      } else {
        over.add(session);
      }
    });
    told.forEach((tag, to) -> notices.send(to, tag, new Event.PresenceChanged(shown)));
    if (!over.isEmpty()) {
      unfollow(person, over);
    }
  }

  /**
   * Finds the witnesses that still hold, by the view; where it does not know the person (gone
   * offline), by the database.
   */
  private Predicate<Witness> holding(AccountId person, Map<Session, Witness> watchers) {
    Set<ConversationId> unknown = new HashSet<>();
    for (Witness witness : watchers.values()) {
      if (!witness.holds(views)) {
        unknown.add(witness.conversation());
      }
    }
    Set<ConversationId> held = unknown.isEmpty() ? Set.of() : store.holding(person, unknown);
    return witness -> held.contains(witness.conversation()) || witness.holds(views);
  }
}
