package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;
import java.util.Optional;

/** Tells the devices of authors what became of their scheduled messages. */
final class ScheduledSignals {
  private final Database database;
  private final ScheduledStore store;
  private final Sessions sessions;
  private final Notices notices;

  ScheduledSignals(Database database, ScheduledStore store, Sessions sessions, Notices notices) {
    this.database = database;
    this.store = store;
    this.sessions = sessions;
    this.notices = notices;
  }

  /** Tells all devices of the author how it is now. */
  void came(ScheduledRow row) {
    send(row, Optional.empty());
  }

  /** Tells all devices of the author but the one that asked for it. */
  void changed(Caller by, ScheduledRow row) {
    send(row, Optional.of(by));
  }

  /** Reads it again, so that a late signal says nothing old. */
  private void send(ScheduledRow row, Optional<Caller> by) {
    boolean nobody =
        sessions.of(row.author()).stream()
                .allMatch(session -> by.filter(session.caller()::equals).isPresent())
            && !sessions.elsewhere().has(row.author());
    if (nobody) {
      return;
    }
    Optional<ScheduledRow> now =
        database.read(handle -> store.find(handle, row.author(), row.id()));
    Tag tag = now.map(ScheduledRow::tag).orElseGet(row::tag);
    Event event =
        new Event.ScheduledChanged(row.conversation(), row.id(), now.map(ScheduledRow::view));
    by.ifPresentOrElse(
        caller -> notices.sendToOthers(sessions, caller, tag, event),
        () -> notices.sendToAll(sessions, row.author(), tag, event));
  }
}
