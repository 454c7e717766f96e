package io.drawbridge.server.delivery.log;

import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.log.EventStore.Found;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The event log by SQL, rendered by the very frames that go out live. */
public final class SqlEventLog implements EventLog {
  private final Database database;
  private final EventStore store;
  private final EventFrames frames;
  private final DatabaseClock clock;

  public SqlEventLog(Database database, EventStore store, EventFrames frames, DatabaseClock clock) {
    this.database = database;
    this.store = store;
    this.frames = frames;
    this.clock = clock;
  }

  @Override
  public Page after(ReadPermit permit, long cursor, int limit) {
    return after(List.of(new Wanted(permit, cursor)), limit).getFirst();
  }

  @Override
  public List<Page> after(List<Wanted> wanted, int limitEach) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Map<Integer, Found> found = database.read(handle -> store.after(handle, wanted, limitEach));
    long horizon = clock.nowMicros() - Retention.EVENTS_SAFE.toNanos() / 1_000;
    List<Page> pages = new ArrayList<>(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      ReadPermit permit = wanted.get(i).permit();
      Found page = found.get(i);
      pages.add(
          page == null
              ? new Page(permit.conversation().id(), List.of(), 0, true)
              : page(permit, page, limitEach, horizon));
    }
    return pages;
  }

  private Page page(ReadPermit permit, Found found, int limit, long horizon) {
    List<LogEntry> entries = found.entries();
    boolean all = entries.size() <= limit;
    // Below the horizon events may have been swept: what is left is no complete answer.
    boolean kept =
        found.since() >= horizon
            || found.since() >= found.head()
            || (!found.apart() && !entries.isEmpty() && entries.getFirst().prev() <= found.since());
    List<Outgoing.Logged> events = new ArrayList<>(entries.size());
    for (LogEntry entry : all ? entries : entries.subList(0, limit)) {
      if (!(entry.content() instanceof LogEntry.Gone)) {
        events.add(frames.item(entry));
      }
    }
    return new Page(permit.conversation().id(), List.copyOf(events), found.head(), all && kept);
  }
}
