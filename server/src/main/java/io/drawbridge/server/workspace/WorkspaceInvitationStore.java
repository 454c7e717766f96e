package io.drawbridge.server.workspace;

import io.drawbridge.protocol.frame.WorkspaceRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.mail.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code workspace_invitation}. */
final class WorkspaceInvitationStore {
  /** An open invitation to become a member. */
  record Open(
      InvitationId id,
      WorkspaceId workspace,
      String workspaceName,
      EmailAddress email,
      AccountId inviter,
      String inviterName,
      WorkspaceRole role,
      Optional<String> note,
      Instant expiresAt) {}

  /** Records an invitation, or brings the open one of the address up to date. */
  InvitationId upsert(
      Handle handle,
      InvitationId fresh,
      WorkspaceId workspace,
      EmailAddress email,
      AccountId inviter,
      WorkspaceRole role,
      Optional<String> note,
      Duration lifetime) {
    return handle
        .createQuery(
            """
            insert into workspace_invitation (id, workspace, email, inviter, role, note, expires_at)
            values (:id, :workspace, :email, :inviter, :role, :note,
                clock_timestamp() + make_interval(secs => :lifetime))
            on conflict (workspace, email) where state in ('pending', 'undeliverable') do update
            set inviter = excluded.inviter, role = excluded.role, note = excluded.note, state = 'pending',
                expires_at = excluded.expires_at, created_at = excluded.created_at
            returning id
            """)
        .bind("id", fresh.value())
        .bind("workspace", workspace.value())
        .bind("email", email.value())
        .bind("inviter", inviter.value())
        .bind("role", role.name().toLowerCase(Locale.ROOT))
        .bind("note", note)
        .bind("lifetime", (double) lifetime.toSeconds())
        .mapTo(Long.class)
        .map(InvitationId::new)
        .one();
  }

  Optional<Open> find(Handle handle, InvitationId invitation) {
    return handle
        .createQuery(
            """
            select i.id, i.workspace, w.name as workspace_name, i.email, i.inviter, a.name as inviter_name,
                   i.role, i.note, i.expires_at
            from workspace_invitation i join workspace w on w.id = i.workspace join account a on a.id = i.inviter
            where i.id = :id and i.state in ('pending', 'undeliverable') and i.expires_at > clock_timestamp()
            """)
        .bind("id", invitation.value())
        .map(row ->
            new Open(
                new InvitationId(row.getColumn("id", Long.class)),
                new WorkspaceId(row.getColumn("workspace", Long.class)),
                row.getColumn("workspace_name", String.class),
                new EmailAddress(row.getColumn("email", String.class)),
                new AccountId(row.getColumn("inviter", Long.class)),
                row.getColumn("inviter_name", String.class),
                WorkspaceRole.valueOf(row.getColumn("role", String.class).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getColumn("note", String.class)),
                row.getColumn("expires_at", Instant.class)))
        .findOne();
  }

  /** Answers an open invitation; false if it is not open any more. */
  boolean end(Handle handle, InvitationId invitation, String state) {
    return handle
            .createUpdate(
                """
                update workspace_invitation set state = :state, answered_at = clock_timestamp()
                where id = :id and state in ('pending', 'undeliverable') and expires_at > clock_timestamp()
                """)
            .bind("id", invitation.value())
            .bind("state", state)
            .execute()
        == 1;
  }

  void undeliverable(Handle handle, InvitationId invitation) {
    handle
        .createUpdate(
            "update workspace_invitation set state = 'undeliverable' where id = :id and state ="
                + " 'pending'")
        .bind("id", invitation.value())
        .execute();
  }

  /** Revokes what is open of a person's address. */
  void revokeOf(Handle handle, WorkspaceId workspace, AccountId person) {
    handle
        .createUpdate(
            """
            update workspace_invitation set state = 'revoked', answered_at = clock_timestamp()
            where workspace = :workspace and email = (select email from account where id = :person)
              and state in ('pending', 'undeliverable')
            """)
        .bind("workspace", workspace.value())
        .bind("person", person.value())
        .execute();
  }
}
