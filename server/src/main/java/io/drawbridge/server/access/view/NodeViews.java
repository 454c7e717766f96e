package io.drawbridge.server.access.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The views of this node and who is resident in them. Thread-safe; reading is lock-free. */
public final class NodeViews implements Views {
  private static final int AUDIENCES_MAX = 10_000;
  private static final int VERIFIED_AT_ONCE = 1_000;

  private final Database database;
  private final DatabaseClock clock;
  private final ViewReads store;
  private final AtomicLong versions = new AtomicLong();
  private final ConcurrentHashMap<DomainId, DomainView> views = new ConcurrentHashMap<>();
  private final Residents residents;
  private volatile Runnable behind = () -> {};
  private final Cache<AudienceKey, Known> audiences =
      Caffeine.newBuilder().maximumSize(AUDIENCES_MAX).build();

  public NodeViews(Database database, DatabaseClock clock, Duration idle) {
    this(database, clock, idle, new ViewStore());
  }

  /** Views of what is read otherwise than from the tables. */
  public NodeViews(Database database, DatabaseClock clock, Duration idle, ViewReads store) {
    this.store = store;
    this.database = database;
    this.clock = clock;
    this.residents = new Residents(this::load, idle);
  }

  private record AudienceKey(DomainId domain, ConversationId conversation) {}

  /** An audience, the version of the state it is of, and until when the clock lets it stand. */
  private record Known(long version, Audience audience, long untilMicros) {}

  public Residency residency() {
    return residents;
  }

  @Override
  public Optional<Floor> floor(DomainId domain, AccountId person, ConversationId conversation) {
    ViewState state = state(domain);
    return state == null
        ? Optional.empty()
        : Optional.ofNullable(state.floor(person, conversation, clock.nowMicros()));
  }

  @Override
  public long epoch(DomainId domain) {
    ViewState state = state(domain);
    return state == null ? -1 : state.epoch();
  }

  @Override
  public Audience audience(DomainId domain, ConversationId conversation) {
    ViewState state = state(domain);
    if (state == null) {
      return Audience.NOBODY;
    }
    long now = clock.nowMicros();
    AudienceKey key = new AudienceKey(domain, conversation);
    Known known = audiences.getIfPresent(key);
    if (known == null || known.version() != state.version() || known.untilMicros() <= now) {
      known = compute(state, conversation, now);
      audiences.put(key, known);
    }
    return known.audience();
  }

  @Override
  public Set<AccountId> keptApart(DomainId domain) {
    ViewState state = state(domain);
    return state == null ? Set.of() : state.keptApart();
  }

  @Override
  public void verify() {
    List<DomainId> domains = List.copyOf(views.keySet());
    for (int i = 0; i < domains.size(); i += VERIFIED_AT_ONCE) {
      List<DomainId> some = domains.subList(i, Math.min(domains.size(), i + VERIFIED_AT_ONCE));
      database.query(handle -> store.epochs(handle, some)).forEach(this::advance);
    }
  }

  @Override
  public void whenBehind(Runnable task) {
    behind = task;
  }

  @Override
  public long advance(DomainId domain, long toEpoch) {
    while (true) {
      DomainView view = view(domain);
      OptionalLong reached = view.advance(toEpoch);
      if (view.state() == null && view.unload(Set.of())) {
        views.remove(domain, view);
      }
      if (reached.isPresent()) {
        return reached.getAsLong();
      }
    }
  }

  /** Returns whether all the account's domains are loaded here. */
  public boolean resident(AccountId account) {
    return residents.loaded(account);
  }

  /** The current state of a domain's view, or null. */
  public @Nullable ViewState state(DomainId domain) {
    DomainView view = views.get(domain);
    return view == null ? null : view.state();
  }

  public void whenReached(DomainId domain, long epoch, Runnable task) {
    DomainView view = views.get(domain);
    if (view == null) {
      task.run();
    } else {
      view.whenReached(epoch, task);
      behind.run();
    }
  }

  /** Lets go of people who have not been held for a while. Call it every few seconds. */
  public void tend() {
    Set<AccountId> gone = residents.takeIdle();
    views.forEach((domain, view) -> {
      if (view.unload(gone)) {
        views.remove(domain, view);
      } else {
        view.tend();
      }
    });
  }

  private void load(AccountId account) {
    List<DomainId> domains = database.query(handle -> store.domainsOf(handle, account));
    for (DomainId domain : domains) {
      while (true) {
        DomainView view = view(domain);
        if (view.load(account)) {
          break;
        }
        views.remove(domain, view);
      }
    }
  }

  private DomainView view(DomainId domain) {
    return views.computeIfAbsent(
        domain, key -> new DomainView(key, database, clock, store, versions, residents::contains));
  }

  private static Known compute(ViewState state, ConversationId conversation, long now) {
    Set<AccountId> candidates = state.candidates(conversation);
    List<AccountId> people = new ArrayList<>(candidates.size());
    List<Floor> floors = new ArrayList<>(candidates.size());
    long until = Floor.FOREVER;
    for (AccountId person : candidates) {
      Floor floor = state.floor(person, conversation, now);
      if (floor != null) {
        people.add(person);
        floors.add(floor);
        until = Math.min(until, floor.untilMicros());
      }
    }
    long version = now < state.nextUntilMicros() ? state.version() : -1;
    Audience audience =
        new Audience(
            version,
            people.toArray(AccountId[]::new),
            floors.toArray(Floor[]::new),
            people.stream().anyMatch(it -> !state.seesAll(it, conversation)));
    return new Known(state.version(), audience, until);
  }
}
