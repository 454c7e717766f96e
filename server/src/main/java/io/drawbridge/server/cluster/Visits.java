package io.drawbridge.server.cluster;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.session.Outlet;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Visits the outlets of people on their event loops, for a fence. Thread-safe. */
final class Visits {
  private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

  private final Sessions sessions;
  private final Metrics metrics;

  Visits(Sessions sessions, Metrics metrics) {
    this.sessions = sessions;
    this.metrics = metrics;
  }

  /** The work on one outlet of a person concerned, on its event loop. */
  interface Work {
    void cut(Outlet outlet, List<Fenced.Reached> reached);
  }

  /**
   * Visits all outlets of these people, each on its event loop, and waits until that is done.
   *
   * @param meanwhile runs on this thread while the event loops do their part
   */
  List<Fenced.Reached> all(Set<AccountId> people, Runnable meanwhile, Work work) {
    LoopBarrier<Fenced.Reached> loops =
        LoopBarrier.begin(sessions, loop -> visit(loop, people, work));
    meanwhile.run();
    return loops.await();
  }

  /** Visits every outlet that is registered on one event loop now. */
  private List<Fenced.Reached> visit(int loop, Set<AccountId> people, Work work) {
    List<Fenced.Reached> reached = new ArrayList<>();
    for (AccountId person : people) {
      for (Outlet outlet : sessions.outlets(person)) {
        if (outlet.connection().loop() == loop) {
          cut(outlet, work, reached);
        }
      }
    }
    return reached;
  }

  /** A cut that fails becomes a reset: no bug may leave a connection half cut. */
  private static void cut(Outlet outlet, Work work, List<Fenced.Reached> reached) {
    try {
      work.cut(outlet, reached);
    } catch (RuntimeException bug) {
      LOG.error("cutting session {} failed, resetting it", outlet.caller().session(), bug);
      outlet.connection().reset(CloseCode.ACCESS_RESET);
    }
  }

  /**
   * The conversations that this session's person sees no longer: if one is gained again, its stream
   * starts over.
   */
  static List<Cut.Lost> lostBy(Cut cut, Session session) {
    return cut.lost().getOrDefault(session.caller().account(), List.of());
  }

  /** Resets an outlet that has bytes behind the gate; false if it has none. */
  boolean reset(Outlet outlet) {
    if (!outlet.connection().hasUnflushed()) {
      return false;
    }
    metrics.connectionReset();
    outlet.connection().reset(CloseCode.ACCESS_RESET);
    return true;
  }

  /** What was sent through an outlet, as far as the receipt names it. */
  static Fenced.Reached reached(Outlet outlet, Map<AccountId, Set<ConversationId>> watched) {
    AccountId person = outlet.caller().account();
    Map<ConversationId, Long> lastPos = new HashMap<>();
    for (ConversationId conversation : watched.getOrDefault(person, Set.of())) {
      lastPos.put(
          conversation, outlet instanceof Session session ? session.lastPos(conversation) : 0L);
    }
    return new Fenced.Reached(person, outlet.caller().session(), lastPos);
  }
}
