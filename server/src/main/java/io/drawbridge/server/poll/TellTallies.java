package io.drawbridge.server.poll;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.poll.PollTally;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.poll.TallyStore.Tallied;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the sessions of this node how polls stand in which somebody voted, at most once a second
 * each, however many vote and on whatever node. One thread at a time.
 */
final class TellTallies {
  static final Duration EVERY = Duration.ofSeconds(1);

  /** A vote may show only that much later than its time says: it is committed after it. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  /** Polls of one round, those first that changed last; the others are asked for. */
  private static final int POLLS_MAX = 500;

  private final Database database;
  private final Signals signals;
  private final TallyStore store = new TallyStore();
  private Map<TallyStore.Place, PollTally> told = Map.of();

  TellTallies(Database database, Signals signals) {
    this.database = database;
    this.signals = signals;
  }

  void round() {
    Map<TallyStore.Place, PollTally> now = new HashMap<>();
    for (Tallied each : database.query(handle -> store.since(handle, OVERLAP, POLLS_MAX))) {
      now.put(each.place(), each.tally());
      if (!each.tally().equals(told.get(each.place()))) {
        // Votes are anybody's: only who sees everybody there is told how many there are.
        Tag.Content tag =
            new Tag.Content(
                each.domain(),
                each.place().conversation(),
                each.needs(),
                each.epoch(),
                each.place().pos(),
                Whose.ANYBODYS.and(each.author()));
        signals.sendToOpen(
            tag,
            new Event.PollTallied(each.place().conversation(), each.place().pos(), each.tally()));
      }
    }
    told = now;
  }
}
