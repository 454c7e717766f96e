package io.drawbridge.server.exit;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.OutboxStore.Counts;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.observe.Metrics;

/** Shows how much waits in the outbox, and how much is dead, as of the last look. Thread-safe. */
public final class OutboxCounts {
  private final Database database;
  private final OutboxStore store = new OutboxStore();
  private volatile Counts seen = new Counts(0, 0);

  public OutboxCounts(Database database, Metrics metrics) {
    this.database = database;
    metrics.gauge(MetricName.OUTBOX_DUE, this, it -> it.seen.due());
    metrics.gauge(MetricName.OUTBOX_DEAD, this, it -> it.seen.dead());
  }

  /** Looks again; called now and then. Blocks. */
  public void look() {
    seen = database.query(store::counts);
  }
}
