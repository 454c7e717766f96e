package io.drawbridge.server.access.link;

import io.drawbridge.protocol.id.AccountId;
import org.jdbi.v3.core.Handle;

/** Lets the requests of one person take turns, so that what is counted before a write holds. */
public final class AccountTurnStore {
  private AccountTurnStore() {}

  /**
   * Waits for the person's turn, which ends with the transaction; false if their account has ended.
   */
  public static boolean take(Handle handle, AccountId person) {
    return handle
        .createQuery(
            "select 1 from account where id = :person and ended_at is null for no key update")
        .bind("person", person.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
