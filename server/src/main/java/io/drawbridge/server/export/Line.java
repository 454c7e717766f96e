package io.drawbridge.server.export;

import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.server.access.egress.Tag;

/**
 * One line of an export.
 *
 * @param tag by which it is judged as it leaves
 * @param kind what it is about; the manifest counts the lines of each kind
 */
record Line(Tag tag, String kind, String text) {
  /** A line of these fields. */
  static Line of(Tag tag, String kind, Json.Obj fields) {
    return new Line(tag, kind, CanonicalJson.text(fields.with("type", kind)) + "\n");
  }
}
