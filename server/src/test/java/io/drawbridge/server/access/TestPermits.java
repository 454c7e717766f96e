package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import java.util.Optional;

/**
 * Permits for the tests of stores, which join the floor themselves, and admissions for those of
 * what links do, no matter who may make them.
 */
@SuppressWarnings("auxiliaryclass") // the records of permits are hidden beside their interface
public final class TestPermits {
  private TestPermits() {}

  /**
   * A read permit whose floor hides nothing: what a store shows too much then shows in the test.
   */
  public static ReadPermit read(AccountId reader, ConversationFacts conversation) {
    return new GrantedRead(
        new Caller(reader, new SessionId(1)),
        conversation,
        new Floor(0, 0, Floor.FOREVER),
        0,
        false);
  }

  /** Lets anybody in. */
  public static Admission.OfPerson admission(ConversationId conversation, AccountId person) {
    return new Admitted.Person(
        conversation, person, false, Optional.empty(), Decision.ALLOWED, false, Optional.empty());
  }

  /** Lets anybody into a DM that ends with its anchor. */
  public static Admission.OfPerson anchored(
      ConversationId dm, AccountId person, ConversationId anchor) {
    return new Admitted.Person(
        dm, person, false, Optional.empty(), Decision.ALLOWED, false, Optional.of(anchor));
  }

  /** Lets any group into a thread. */
  public static Admission.OfGroup groupAdmission(ConversationId thread, ConversationId group) {
    return new Admitted.Group(thread, group);
  }
}
