package io.drawbridge.server.delivery;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.Outgoing;
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

  /** {@code complete} is false when more events follow than the limit let through. */
  record Page(
      ConversationId conversation, List<Outgoing.Logged> events, long head, boolean complete) {}
}
