package io.drawbridge.protocol.audit;

import java.util.List;

/**
 * One thing that a change wrote: a link, a setting, a session, an invitation.
 *
 * @param what the sort of thing, as in {@code direct}, {@code policy}
 * @param fields what is told of it
 */
public record AuditedThing(String what, List<AuditedField> fields) {

  /** Copies the list. */
  public AuditedThing {
    fields = List.copyOf(fields);
  }
}
