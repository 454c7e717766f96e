package io.drawbridge.server.workspace;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Rows of {@code barred_address}: addresses that a workspace's admins have suspended. */
public final class BarredAddressStore {
  /** Bars the address; false if it was barred already. */
  boolean bar(
      AuditedTransaction tx,
      WorkspaceId workspace,
      EmailAddress email,
      AccountId actor,
      Optional<String> reason) {
    boolean barred =
        tx.handle()
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
    if (barred) {
      tx.wrote(fact(workspace, email.value(), "barred"));
    }
    return barred;
  }

  /** Lifts the bar; false if there was none. */
  boolean unbar(AuditedTransaction tx, WorkspaceId workspace, EmailAddress email) {
    return lifted(
        tx,
        workspace,
        tx.handle()
            .createQuery(
                """
                delete from barred_address where domain = :domain and email = :email
                returning email
                """)
            .bind("domain", workspace.value())
            .bind("email", email.value()));
  }

  /** The same for a person's address. */
  public boolean unbarOf(AuditedTransaction tx, WorkspaceId workspace, AccountId person) {
    return lifted(
        tx,
        workspace,
        tx.handle()
            .createQuery(
                """
                delete from barred_address
                where domain = :domain and email = (select email from account where id = :person)
                returning email
                """)
            .bind("domain", workspace.value())
            .bind("person", person.value()));
  }

  private static boolean lifted(AuditedTransaction tx, WorkspaceId workspace, Query deletion) {
    Optional<String> email = deletion.mapTo(String.class).findOne();
    email.ifPresent(it -> tx.wrote(fact(workspace, it, "lifted")));
    return email.isPresent();
  }

  private static AuditFact fact(WorkspaceId workspace, String email, String state) {
    return AuditFact.made(
        "address", workspace, Map.of("address", AuditFact.hash(email), "state", state));
  }
}
