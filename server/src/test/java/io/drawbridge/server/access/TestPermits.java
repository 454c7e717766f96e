package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.Permit.ReadPermit;

/** Permits for the tests of stores, which join the floor themselves. */
@SuppressWarnings("auxiliaryclass") // the records of permits are hidden beside their interface
public final class TestPermits {
  private TestPermits() {}

  /**
   * A read permit whose floor hides nothing: what a store shows too much then shows in the test.
   */
  public static ReadPermit read(AccountId reader, ConversationFacts conversation) {
    return new GrantedRead(
        new Caller(reader, new SessionId(1)), conversation, new Floor(0, 0, Floor.FOREVER), 0);
  }
}
