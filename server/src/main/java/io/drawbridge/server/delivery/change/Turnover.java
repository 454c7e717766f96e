package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.SightStore;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.cluster.Cut;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.change.ShiftStore.Shift;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.session.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes which connected people gained or lost which conversations through committed changes of
 * links, and tells those who gained something. Thread-safe; blocks on the database.
 */
public final class Turnover {
  private static final Logger LOG = LoggerFactory.getLogger(Turnover.class);

  /**
   * The number of new conversations that are announced one by one; with more the client loads
   * everything again.
   */
  private static final int GAINS_TOLD_MAX = 200;

  private final Database database;
  private final Sessions sessions;
  private final ConversationViews views;
  private final Signals signals;
  private final ShiftStore store = new ShiftStore();
  private final SightStore sight = new SightStore();

  public Turnover(Database database, Sessions sessions, ConversationViews views, Signals signals) {
    this.database = database;
    this.sessions = sessions;
    this.views = views;
    this.signals = signals;
  }

  /**
   * The people whose links the changes of the epochs after {@code after} up to {@code upTo}
   * touched.
   */
  Map<Long, Set<AccountId>> touched(DomainId domain, long after, long upTo) {
    return database.query(handle -> store.touched(handle, domain, after, upTo));
  }

  /**
   * The effects of those epochs. Call it only when the view has reached the last of them: people
   * who connect later are judged by that view.
   *
   * @param touched of these epochs
   */
  Effects effects(DomainId domain, long after, long upTo, Map<Long, Set<AccountId>> touched) {
    Set<AccountId> connected = new HashSet<>();
    touched.values().forEach(connected::addAll);
    connected.removeIf(person -> sessions.outlets(person).isEmpty());
    List<Shift> shifts =
        connected.isEmpty()
            ? List.of()
            : database.query(handle -> store.shifts(handle, domain, after, upTo, connected));
    return new Effects(touched, connected, shifts);
  }

  /** Returns whether externals may see less of each other since those epochs (N-15). */
  boolean shrinksSight(DomainId domain, long after, long upTo) {
    return database.query(handle -> sight.shrinks(handle, domain, after, upTo));
  }

  /**
   * The effects of some changes on this node.
   *
   * @param touched whose links each epoch touched, connected or not
   * @param connected those who are connected here and of whom something may be taken back
   */
  record Effects(Map<Long, Set<AccountId>> touched, Set<AccountId> connected, List<Shift> shifts) {
    static final Effects NONE = new Effects(Map.of(), Set.of(), List.of());

    /** The same, if something may be taken back from these people too. */
    Effects and(Set<AccountId> others) {
      if (others.isEmpty()) {
        return this;
      }
      Set<AccountId> concerned = new HashSet<>(connected);
      concerned.addAll(others);
      return new Effects(touched, concerned, shifts);
    }

    /** The work of the fence. */
    Cut cut(Instant at) {
      Map<AccountId, List<Cut.Lost>> lost = new HashMap<>();
      Map<AccountId, Set<ConversationId>> watched = new HashMap<>();
      for (Shift shift : shifts) {
        watched.computeIfAbsent(shift.person(), _ -> new HashSet<>()).add(shift.conversation());
        if (shift.before() && !shift.after()) {
          lost.computeIfAbsent(shift.person(), _ -> new ArrayList<>())
              .add(new Cut.Lost(shift.conversation(), shift.reason()));
        }
      }
      return new Cut(at, connected, lost, watched);
    }

    /** The conversations that the change of an epoch was about, for one person. */
    Set<ConversationId> about(long epoch, AccountId person) {
      Set<ConversationId> about = new HashSet<>();
      for (Shift shift : shifts) {
        if (shift.epoch() == epoch && shift.person().equals(person)) {
          about.add(shift.conversation());
        }
      }
      return about;
    }

    private Map<AccountId, Set<ConversationId>> gained() {
      Map<AccountId, Set<ConversationId>> gained = new HashMap<>();
      for (Shift shift : shifts) {
        if (shift.after() != shift.before()) {
          Set<ConversationId> own =
              gained.computeIfAbsent(shift.person(), _ -> new LinkedHashSet<>());
          if (shift.after()) {
            own.add(shift.conversation());
          } else {
            own.remove(shift.conversation());
          }
        }
      }
      return gained;
    }
  }

  /** Shows the conversations that somebody gained; a failure costs the notice, never the change. */
  void tellGains(Effects effects) {
    effects
        .gained()
        .forEach((person, conversations) -> {
          try {
            tell(person, conversations);
          } catch (RuntimeException e) {
            LOG.atLevel(Outage.level(e))
                .setCause(e)
                .log("telling {} of {} new conversations failed", person, conversations.size());
          }
        });
  }

  private void tell(AccountId person, Set<ConversationId> conversations) {
    if (conversations.size() > GAINS_TOLD_MAX) {
      signals.send(List.of(person), Tag.OWN, new Event.Resync(Optional.empty()));
    } else if (!conversations.isEmpty()) {
      views
          .render(person, conversations)
          .values()
          .forEach(shown ->
              signals.send(List.of(person), shown.tag(), new Event.AccessGained(shown.view())));
    }
  }
}
