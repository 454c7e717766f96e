package io.drawbridge.server.inbox;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.inbox.EntryStore.Entry;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import java.util.function.Predicate;

/** Tells a person's devices what they made of a conversation in their inbox. */
final class EntrySignals {
  private final Sessions sessions;
  private final Notices notices;

  EntrySignals(Sessions sessions, Notices notices) {
    this.sessions = sessions;
    this.notices = notices;
  }

  /** Tells all devices. */
  void came(Entry entry) {
    send(entry, _ -> true);
  }

  /** Tells all devices but the one that asked for it. */
  void changed(Caller by, Entry entry) {
    send(entry, session -> !session.caller().equals(by));
  }

  private void send(Entry entry, Predicate<Session> whom) {
    notices.send(
        sessions.of(entry.account()).stream().filter(whom).toList(),
        new Tag.Conversation(entry.domain(), entry.conversation(), entry.needs()),
        new Event.EntryChanged(
            entry.conversation(), entry.archivedPos(), entry.remindAt(), entry.reminded()));
  }
}
