package io.drawbridge.server.workspace.seat;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code workspace_invitation}. */
public final class WorkspaceInvitationStore {
  public static final String WHAT = "workspace_invitation";

  private static final String SELECT =
      """
      select i.id, i.workspace, w.name as workspace_name, i.email, i.inviter,
        shown_name(a.id, i.workspace) as inviter_name,
        a.kind = 'bot' as inviter_bot, i.role, i.note, i.created_at, i.expires_at, i.guest, i.until,
        i.relation, i.name,
        invitation_state(i.state, i.expires_at, i.until) as state, barred(i.workspace, i.email) as barred
      from workspace_invitation i join workspace w on w.id = i.workspace join account a on a.id = i.inviter
      """;

  /**
   * An invitation to become a member, as its row and the clock have it now.
   *
   * @param barred whether the owner of the address is suspended there
   * @param asGuest on what terms, if it makes a guest of them and not a member (HCL-2)
   */
  public record Stored(
      InvitationId id,
      WorkspaceId workspace,
      String workspaceName,
      EmailAddress email,
      AccountId inviter,
      String inviterName,
      boolean inviterBot,
      WorkspaceRole role,
      Optional<String> note,
      InvitationState state,
      boolean barred,
      Optional<AsGuest> asGuest,
      Instant createdAt,
      Instant expiresAt) {}

  /** The terms of a guest; {@code name}: what the inviter calls them. */
  public record AsGuest(
      Optional<Instant> until, Optional<String> relation, Optional<String> name) {}

  /** The invitation asked for. */
  public record Wanted(
      EmailAddress email,
      AccountId inviter,
      WorkspaceRole role,
      Optional<String> note,
      Optional<AsGuest> asGuest) {}

  /** Records an invitation, or brings the open one of the address up to date. */
  public InvitationId upsert(
      AuditedTransaction tx,
      InvitationId fresh,
      WorkspaceId workspace,
      Wanted wanted,
      Duration lifetime) {
    InvitationId invitation =
        tx.handle()
            .createQuery(
                """
                insert into workspace_invitation (id, workspace, email, inviter, role, note, expires_at,
                    guest, until, relation, name)
                values (:id, :workspace, :email, :inviter, :role, :note,
                    clock_timestamp() + make_interval(secs => :lifetime),
                    :guest, cast(:until as timestamptz), :relation, :name)
                on conflict (workspace, email, guest) where state in ('pending', 'undeliverable') do update
                set inviter = excluded.inviter, role = excluded.role, note = excluded.note, state = 'pending',
                    expires_at = excluded.expires_at, created_at = excluded.created_at,
                    until = excluded.until, relation = excluded.relation, name = excluded.name
                returning id
                """)
            .bind("id", fresh.value())
            .bind("workspace", workspace.value())
            .bind("email", wanted.email().value())
            .bind("inviter", wanted.inviter().value())
            .bind("role", wanted.role().name().toLowerCase(Locale.ROOT))
            .bind("note", wanted.note())
            .bind("lifetime", (double) lifetime.toSeconds())
            .bind("guest", wanted.asGuest().isPresent())
            .bind("until", wanted.asGuest().flatMap(AsGuest::until))
            .bind("relation", wanted.asGuest().flatMap(AsGuest::relation))
            .bind("name", wanted.asGuest().flatMap(AsGuest::name))
            .mapTo(Long.class)
            .map(InvitationId::new)
            .one();
    tx.wrote(
        AuditFact.made(
            WHAT,
            invitation,
            Map.of(
                "state",
                InvitationState.PENDING.wire(),
                "address",
                AuditFact.hash(wanted.email().value()),
                "role",
                wanted.asGuest().isPresent() ? "guest" : wanted.role().wire())));
    return invitation;
  }

  public Optional<Stored> find(Handle handle, InvitationId invitation) {
    return handle
        .createQuery(SELECT + "where i.id = :id")
        .bind("id", invitation.value())
        .map(WorkspaceInvitationStore::stored)
        .findOne();
  }

  /** Locks the row and reads it as it stands under the lock. */
  public Optional<Stored> lock(Handle handle, InvitationId invitation) {
    return handle
        .createQuery(SELECT + "where i.id = :id for no key update of i")
        .bind("id", invitation.value())
        .map(WorkspaceInvitationStore::stored)
        .findOne();
  }

  /** The invitations to an address that nobody has answered. */
  public List<InvitationId> unanswered(Handle handle, WorkspaceId workspace, EmailAddress email) {
    return handle
        .createQuery(
            """
            select id from workspace_invitation
            where workspace = :workspace and email = :email and state in ('pending', 'undeliverable')
            """)
        .bind("workspace", workspace.value())
        .bind("email", email.value())
        .mapTo(Long.class)
        .map(InvitationId::new)
        .list();
  }

  /** The invitations that nobody has answered, all or one inviter's, in the order of their ids. */
  public List<Stored> unanswered(
      Handle handle, WorkspaceId workspace, Optional<AccountId> inviter, long after, int max) {
    return handle
        .createQuery(
            SELECT
                + """
                where i.workspace = :workspace and i.state in ('pending', 'undeliverable') and i.id > :after
                  and (:all or i.inviter = :inviter)
                order by i.id limit :max
                """)
        .bind("workspace", workspace.value())
        .bind("after", after)
        .bind("all", inviter.isEmpty())
        .bind("inviter", inviter.map(AccountId::value).orElse(0L))
        .bind("max", max)
        .map(WorkspaceInvitationStore::stored)
        .list();
  }

  /** Answers an open invitation; false if it is not open any more. */
  public boolean end(AuditedTransaction tx, InvitationId invitation, InvitationState state) {
    boolean ended =
        tx.handle()
                .createUpdate(
                    """
                    update workspace_invitation set state = :state, answered_at = clock_timestamp()
                    where id = :id and state in ('pending', 'undeliverable')
                    """)
                .bind("id", invitation.value())
                .bind("state", state.wire())
                .execute()
            == 1;
    if (ended) {
      tx.wrote(AuditFact.became(WHAT, invitation, state.wire()));
    }
    return ended;
  }

  /** Mails it once more: pending again, and open for a whole lifetime. */
  public void renew(AuditedTransaction tx, InvitationId invitation, Duration lifetime) {
    tx.handle()
        .createUpdate(
            """
            update workspace_invitation set state = 'pending',
                expires_at = clock_timestamp() + make_interval(secs => :lifetime)
            where id = :id
            """)
        .bind("id", invitation.value())
        .bind("lifetime", (double) lifetime.toSeconds())
        .execute();
    tx.wrote(AuditFact.became(WHAT, invitation, InvitationState.PENDING.wire()));
  }

  /** Notes that the mail never arrived; false if that is nothing new. */
  public boolean undeliverable(Handle handle, InvitationId invitation) {
    return handle
            .createUpdate(
                """
                update workspace_invitation set state = 'undeliverable', news = 'undeliverable'
                where id = :id and state = 'pending'
                """)
            .bind("id", invitation.value())
            .execute()
        == 1;
  }

  /** Revokes what is open of a person's address. */
  public void revokeOf(AuditedTransaction tx, WorkspaceId workspace, AccountId person) {
    tx.handle()
        .createQuery(
            """
            update workspace_invitation set state = 'revoked', answered_at = clock_timestamp()
            where workspace = :workspace and email = (select email from account where id = :person)
              and state in ('pending', 'undeliverable')
            returning id
            """)
        .bind("workspace", workspace.value())
        .bind("person", person.value())
        .mapTo(Long.class)
        .map(InvitationId::new)
        .forEach(
            revoked -> tx.wrote(AuditFact.became(WHAT, revoked, InvitationState.REVOKED.wire())));
  }

  private static Stored stored(RowView row) {
    return new Stored(
        new InvitationId(row.getColumn("id", Long.class)),
        new WorkspaceId(row.getColumn("workspace", Long.class)),
        row.getColumn("workspace_name", String.class),
        new EmailAddress(row.getColumn("email", String.class)),
        new AccountId(row.getColumn("inviter", Long.class)),
        row.getColumn("inviter_name", String.class),
        row.getColumn("inviter_bot", Boolean.class),
        WireName.parse(WorkspaceRole.class, row.getColumn("role", String.class)),
        Optional.ofNullable(row.getColumn("note", String.class)),
        WireName.parse(InvitationState.class, row.getColumn("state", String.class)),
        row.getColumn("barred", Boolean.class),
        row.getColumn("guest", Boolean.class)
            ? Optional.of(
                new AsGuest(
                    Optional.ofNullable(row.getColumn("until", Instant.class)),
                    Optional.ofNullable(row.getColumn("relation", String.class)),
                    Optional.ofNullable(row.getColumn("name", String.class))))
            : Optional.empty(),
        row.getColumn("created_at", Instant.class),
        row.getColumn("expires_at", Instant.class));
  }
}
