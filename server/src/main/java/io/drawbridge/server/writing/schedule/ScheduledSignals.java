package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import java.util.Optional;
import java.util.function.Predicate;

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
    send(row, _ -> true);
  }

  /** Tells all devices of the author but the one that asked for it. */
  void changed(Caller by, ScheduledRow row) {
    send(row, session -> !session.caller().equals(by));
  }

  /** Reads it again, so that a late signal says nothing old. */
  private void send(ScheduledRow row, Predicate<Session> whom) {
    var devices = sessions.of(row.author()).stream().filter(whom).toList();
    if (devices.isEmpty()) {
      return;
    }
    Optional<ScheduledRow> now =
        database.read(handle -> store.find(handle, row.author(), row.id()));
    Tag tag = now.map(ScheduledRow::tag).orElseGet(row::tag);
    notices.send(
        devices,
        tag,
        new Event.ScheduledChanged(row.conversation(), row.id(), now.map(ScheduledRow::view)));
  }
}
