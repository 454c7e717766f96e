package io.drawbridge.server.people;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.Tag;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Tells by what somebody sees the card of another. */
public final class Meetings {
  private final CardStore store = new CardStore();

  /** What both share, as the witness of an answer; empty if they share nothing. */
  public Optional<Tag> witness(Handle snapshot, AccountId asker, AccountId person) {
    return store.meetings(snapshot, asker, person).stream().findFirst().map(CardStore.Met::tag);
  }
}
