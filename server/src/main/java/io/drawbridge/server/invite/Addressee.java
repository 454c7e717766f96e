package io.drawbridge.server.invite;

import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;

/**
 * Tells whether an invitation is the caller's to answer: mailed to the address they have proved.
 */
final class Addressee {
  private final Database database;
  private final AccountStore accounts;
  private final InvitationStore store;

  Addressee(Database database, AccountStore accounts, InvitationStore store) {
    this.database = database;
    this.accounts = accounts;
    this.store = store;
  }

  /**
   * @throws Failure {@code not_found} if there is no such invitation to them, answered or not
   */
  InvitationStore.Stored invitation(Caller caller, InvitationId invitation) {
    return database
        .read(handle ->
            accounts
                .verifiedEmail(handle, caller.account())
                .flatMap(
                    email -> store.find(handle, invitation).filter(stored -> stored.isTo(email))))
        .orElseThrow(Failure::notFound);
  }
}
