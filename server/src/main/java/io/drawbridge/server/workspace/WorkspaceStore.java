package io.drawbridge.server.workspace;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.WorkspaceMember;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Rows of {@code workspace}, and reading who has a seat. Links are written by {@code access} alone.
 */
final class WorkspaceStore {
  /** A page of members, and the epoch of the snapshot it was read in. */
  record Page(long epoch, List<WorkspaceMember> members) {}

  /** Makes a workspace and its domain; nobody has a seat yet. */
  void insert(Handle handle, WorkspaceId workspace, String name) {
    handle
        .createUpdate("insert into workspace (id, name) values (:id, :name)")
        .bind("id", workspace.value())
        .bind("name", name)
        .execute();
    handle
        .createUpdate("insert into domain (id, workspace) values (:id, :id)")
        .bind("id", workspace.value())
        .execute();
  }

  /** Takes back a workspace in which nothing ever happened. */
  void dropUntouched(Handle handle, WorkspaceId workspace) {
    int dropped =
        handle
            .createUpdate("delete from domain where id = :id and epoch = 0")
            .bind("id", workspace.value())
            .execute();
    if (dropped == 1) {
      handle
          .createUpdate("delete from workspace where id = :id")
          .bind("id", workspace.value())
          .execute();
    }
  }

  boolean anyOwner(Handle handle) {
    return handle
        .createQuery("select exists (select from held_seat s where s.role = 'owner')")
        .mapTo(Boolean.class)
        .one();
  }

  /** The owner of the oldest workspace. */
  Optional<EmailAddress> firstOwner(Handle handle) {
    return handle
        .createQuery(
            """
            select a.email
            from held_seat s join workspace w on w.id = s.domain join account a on a.id = s.person
            where s.role = 'owner' and a.email is not null and a.ended_at is null
            order by w.created_at, w.id, s.id limit 1
            """)
        .mapTo(String.class)
        .findOne()
        .map(EmailAddress::new);
  }

  Optional<WorkspaceRole> seat(Handle handle, WorkspaceId workspace, AccountId person) {
    return handle
        .createQuery(
            """
            select s.role from held_seat s
            where s.domain = :domain and s.person = :person
            """)
        .bind("domain", workspace.value())
        .bind("person", person.value())
        .mapTo(String.class)
        .findOne()
        .map(role -> WorkspaceRole.valueOf(role.toUpperCase(Locale.ROOT)));
  }

  /** Returns whether the owner of the address is a member. */
  boolean seated(Handle handle, WorkspaceId workspace, EmailAddress email) {
    return handle
        .createQuery(
            """
            select exists (
              select from account a
              join held_seat s on s.person = a.id and s.domain = :domain
              where a.email = :email and a.email_verified_at is not null and a.ended_at is null)
            """)
        .bind("domain", workspace.value())
        .bind("email", email.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Returns whether the person has a seat or is in a conversation of the workspace. */
  boolean belongs(Handle handle, WorkspaceId workspace, AccountId person) {
    return handle
        .createQuery(
            """
            select exists (
                select from held_seat s where s.domain = :domain and s.person = :person)
              or exists (
                select from held_own l where l.domain = :domain and l.person = :person)
              or exists (
                select from held_guest g where g.domain = :domain and g.person = :person)
            """)
        .bind("domain", workspace.value())
        .bind("person", person.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** The person of an address who has a seat or is in a conversation of the workspace. */
  Optional<AccountId> belonging(Handle handle, WorkspaceId workspace, EmailAddress email) {
    return handle
        .createQuery("select id from account where email = :email and ended_at is null")
        .bind("email", email.value())
        .mapTo(Long.class)
        .findOne()
        .map(AccountId::new)
        .filter(person -> belongs(handle, workspace, person));
  }

  /** Returns whether an invitation to the person's address, of either sort, waits there. */
  boolean invited(Handle handle, WorkspaceId workspace, AccountId person) {
    return handle
        .createQuery(
            """
            select exists (select from account a join invitation i on i.email = a.email
                where a.id = :person and i.domain = :workspace and i.state in ('pending', 'undeliverable'))
              or exists (select from account a join workspace_invitation i on i.email = a.email
                where a.id = :person and i.workspace = :workspace and i.state in ('pending', 'undeliverable'))
            """)
        .bind("workspace", workspace.value())
        .bind("person", person.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** The address of an external who is in a conversation of the workspace. */
  Optional<EmailAddress> external(Handle handle, WorkspaceId workspace, AccountId person) {
    return handle
        .createQuery(
            """
            select a.email from account a
            where a.id = :person and a.email is not null and a.ended_at is null
              and (exists (
                  select from external_own l where l.domain = :domain and l.person = :person)
                or exists (
                  select from held_guest g where g.domain = :domain and g.person = :person))
            """)
        .bind("domain", workspace.value())
        .bind("person", person.value())
        .mapTo(String.class)
        .findOne()
        .map(EmailAddress::new);
  }

  /** The conversations that somebody is in there by links of their own. */
  List<ConversationId> placesOf(Handle handle, WorkspaceId workspace, AccountId person) {
    return handle
        .createQuery(
            """
            select l.conversation from held_own l
            where l.domain = :domain and l.person = :person
            order by l.conversation
            """)
        .bind("domain", workspace.value())
        .bind("person", person.value())
        .mapTo(Long.class)
        .map(ConversationId::new)
        .list();
  }

  /** A page of members in the order of their ids. */
  Page members(Handle snapshot, WorkspaceId workspace, Optional<AccountId> after, int max) {
    List<WorkspaceMember> members =
        snapshot
            .createQuery(
                """
                select a.id, a.name, a.kind, l.role,
                       exists (
                         select from suspended s
                         where s.domain = l.domain and s.person = l.person) as suspended
                from held_seat l join account a on a.id = l.person
                where l.domain = :domain and l.person > :after
                order by l.person limit :max
                """)
            .bind("domain", workspace.value())
            .bind("after", after.map(AccountId::value).orElse(0L))
            .bind("max", max)
            .map(row ->
                new WorkspaceMember(
                    new Person(
                        new AccountId(row.getColumn("id", Long.class)),
                        row.getColumn("name", String.class),
                        false,
                        row.getColumn("kind", String.class).equals("bot")),
                    WorkspaceRole.valueOf(
                        row.getColumn("role", String.class).toUpperCase(Locale.ROOT)),
                    row.getColumn("suspended", Boolean.class)))
            .list();
    return new Page(EpochStore.of(snapshot, new DomainId(workspace.value())), members);
  }
}
