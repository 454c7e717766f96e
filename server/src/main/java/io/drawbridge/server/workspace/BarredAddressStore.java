package io.drawbridge.server.workspace;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code barred_address}: addresses that a workspace's admins have suspended. */
final class BarredAddressStore {
  /** Bars the address; false if it was barred already. */
  boolean bar(
      Handle handle,
      WorkspaceId workspace,
      EmailAddress email,
      AccountId actor,
      Optional<String> reason) {
    return handle
            .createUpdate(
                """
                insert into barred_address (domain, email, actor, reason)
                values (:domain, :email, :actor, :reason) on conflict do nothing
                """)
            .bind("domain", workspace.value())
            .bind("email", email.value())
            .bind("actor", actor.value())
            .bind("reason", reason)
            .execute()
        == 1;
  }

  /** Lifts the bar; false if there was none. */
  boolean unbar(Handle handle, WorkspaceId workspace, EmailAddress email) {
    return handle
            .createUpdate("delete from barred_address where domain = :domain and email = :email")
            .bind("domain", workspace.value())
            .bind("email", email.value())
            .execute()
        == 1;
  }

  /** The same for a person's address. */
  boolean unbarOf(Handle handle, WorkspaceId workspace, AccountId person) {
    return handle
            .createUpdate(
                """
                delete from barred_address
                where domain = :domain and email = (select email from account where id = :person)
                """)
            .bind("domain", workspace.value())
            .bind("person", person.value())
            .execute()
        == 1;
  }
}
