package io.drawbridge.server.writing.draft;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.message.SentListener;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Sessions;

/**
 * Tells a person's other devices what is kept for a conversation. It reads that again, so that a
 * late signal says nothing old.
 */
final class DraftSignals implements SentListener {
  private final DraftStore store;
  private final Sessions sessions;
  private final Notices notices;

  DraftSignals(DraftStore store, Sessions sessions, Notices notices) {
    this.store = store;
    this.sessions = sessions;
    this.notices = notices;
  }

  /** Tells all devices but the one that asked for it. Blocks. */
  void changed(Caller by, ConversationId conversation) {
    boolean alone =
        sessions.of(by.account()).stream().allMatch(session -> session.caller().equals(by))
            && !sessions.elsewhere().has(by.account());
    if (alone) {
      return;
    }
    store
        .find(by.account(), conversation)
        .ifPresent(row ->
            notices.sendToOthers(
                sessions, by, row.tag(), new Event.DraftChanged(conversation, row.draft())));
  }

  @Override
  public void discarded(Caller author, ConversationId conversation) {
    changed(author, conversation);
  }
}
