package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.id.Id;
import java.util.HashMap;
import java.util.Map;

/**
 * One thing that a change wrote beside links, as the audit keeps it: how it was before and how it
 * is now. Never a message's text, a token, an address in clear, or anything else that opens
 * something.
 *
 * @param what the sort of thing, as in {@code invitation}
 * @param before what is told of it as it was; empty if it was not there
 * @param after as it is; empty if it is gone
 */
public record AuditFact(String what, Map<String, String> before, Map<String, String> after) {
  public AuditFact {
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  /** Something that the change made. */
  public static AuditFact made(String what, Id id, Map<String, String> after) {
    return new AuditFact(what, Map.of(), named(id, after));
  }

  /** Something that the change altered. */
  public static AuditFact changed(
      String what, Id id, Map<String, String> before, Map<String, String> after) {
    return new AuditFact(what, named(id, before), named(id, after));
  }

  /** Something that the change ended, or left as another: what it is now. */
  public static AuditFact became(String what, Id id, String state) {
    return new AuditFact(what, Map.of(), named(id, Map.of("state", state)));
  }

  /** An id as all records have it: the number inside. */
  public static String text(Id id) {
    return Long.toString(id.value());
  }

  /** An address, as all records have it: its hash, since the records outlive it. */
  public static String hash(String address) {
    return ChangeSubject.hash(address);
  }

  private static Map<String, String> named(Id id, Map<String, String> told) {
    Map<String, String> all = new HashMap<>(told);
    all.put("id", text(id));
    return all;
  }
}
