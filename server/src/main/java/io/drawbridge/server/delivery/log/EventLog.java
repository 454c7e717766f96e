package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.List;

/**
 * Reads a conversation's events from the database, above the reader's floor, for open and resume.
 */
public interface EventLog {
  /**
   * Events after the cursor in ascending order, rendered and tagged as live ones are; the floor is
   * joined in the same statement. At most {@code limit} events.
   */
  Page after(ReadPermit permit, long cursor, int limit);

  /**
   * The same for several conversations in one statement (and so one snapshot): one page for each
   * wanted, in that order, of at most {@code limitEach} events. Used by resume.
   */
  List<Page> after(List<Wanted> wanted, int limitEach);

  /** The part of a conversation that a client has: everything up to the cursor. */
  record Wanted(ReadPermit permit, long cursor) {}

  /** A page of events; {@code complete} is false when more follow than the limit let through. */
  record Page(
      ConversationId conversation, List<Outgoing.Logged> events, long head, boolean complete) {}
}
