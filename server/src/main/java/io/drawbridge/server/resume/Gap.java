package io.drawbridge.server.resume;

import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.List;

/** What lies between a client's cursor and the live events of one held conversation. */
record Gap(ReadPermit permit, long head, Fill fill) {
  /** How the gap is closed. */
  sealed interface Fill {
    /** These events follow the cursor; then the held ones. */
    record Events(long cursor, List<Outgoing.Logged> events) implements Fill {}

    /** The client loads up to the head itself, and is told so; then the held ones. */
    record Reload() implements Fill {}
  }
}
