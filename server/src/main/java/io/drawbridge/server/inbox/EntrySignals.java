package io.drawbridge.server.inbox;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.inbox.EntryStore.Entry;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;

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
    notices.sendToAll(sessions, entry.account(), tag(entry), event(entry));
  }

  /** Tells all devices but the one that asked for it. */
  void changed(Caller by, Entry entry) {
    notices.sendToOthers(sessions, by, tag(entry), event(entry));
  }

  private static Tag tag(Entry entry) {
    return new Tag.Conversation(entry.domain(), entry.conversation(), entry.needs());
  }

  private static Event event(Entry entry) {
    return new Event.EntryChanged(
        entry.conversation(), entry.archivedPos(), entry.remindAt(), entry.reminded());
  }
}
