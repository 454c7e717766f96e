package io.drawbridge.server.resume;

import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.List;

/** The events between a client's cursor and the live events of one held conversation. */
record Gap(ReadPermit permit, long head, Fill fill) {
  /** The way in which the gap is closed. */
  sealed interface Fill {
    /** These events follow the cursor; then the held ones. */
    record Events(long cursor, List<Outgoing.Logged> events) implements Fill {}

    /** The client gets a notice and loads up to the head itself; then the held ones. */
    record Reload() implements Fill {}
  }
}
