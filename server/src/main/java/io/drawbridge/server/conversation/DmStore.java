package io.drawbridge.server.conversation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.access.Memberships.At;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Finds and makes DMs: one per home and set of people. */
final class DmStore {
  /** Which DM, and whose authority it is under. */
  record Found(ConversationId conversation, DomainId domain) {}

  /** The DM of a key, in the transaction's domain. */
  Optional<ConversationId> byKey(At at, DmKey key) {
    return at.handle()
        .createQuery("select id from conversation where dm_key = :key and domain = :domain")
        .bind("key", key.text())
        .bind("domain", at.domain().value())
        .mapTo(Long.class)
        .findOne()
        .map(ConversationId::new);
  }

  /**
   * The DM of exactly these people that began with an address: its key knows one of them by the
   * address only. {@code home} empty: one without a workspace.
   */
  Optional<Found> byPeople(
      Handle handle, AccountId caller, Optional<WorkspaceId> home, Set<AccountId> everyone) {
    return handle
        .createQuery(
            """
            select c.id, c.domain
            from link l
            join conversation c on c.id = l.conversation and c.kind = 'dm'
            join domain d on d.id = c.domain
            where l.person = :caller and l.kind = 'direct' and l.to_epoch is null
              and c.dm_key like '%@%'
              and d.workspace is not distinct from cast(:workspace as bigint)
              and (select array_agg(distinct p.person order by p.person) from link p
                   where p.conversation = c.id and p.kind = 'direct')
                = (select array_agg(e.person order by e.person) from unnest(:everyone) as e(person))
            order by c.id
            limit 1
            """)
        .bind("caller", caller.value())
        .bind("workspace", home.map(WorkspaceId::value).orElse(null))
        .bindArray("everyone", Long.class, everyone.stream().map(AccountId::value).toList())
        .map((RowView row) ->
            new Found(
                new ConversationId(row.getColumn("id", Long.class)),
                new DomainId(row.getColumn("domain", Long.class))))
        .findOne();
  }

  /** Makes an open DM without people. */
  void insert(At at, ConversationId conversation, DmKey key, AccountId starter) {
    at.handle()
        .createUpdate(
            """
            insert into conversation (id, domain, kind, name, starter, dm_key)
            values (:id, :domain, 'dm', '', :starter, :key)
            """)
        .bind("id", conversation.value())
        .bind("domain", at.domain().value())
        .bind("starter", starter.value())
        .bind("key", key.text())
        .execute();
  }

  /**
   * The home of a DM without a workspace, made at first: two who open it at the same moment meet in
   * one. The second waits for the first at the key.
   */
  DomainId home(Handle handle, DmKey key, DomainId fresh) {
    Optional<DomainId> known = homeOf(handle, key);
    if (known.isPresent()) {
      return known.get();
    }
    handle.createUpdate("insert into domain (id) values (:id)").bind("id", fresh.value()).execute();
    int taken =
        handle
            .createUpdate(
                """
                insert into dm_home (dm_key, domain) values (:key, :domain)
                on conflict (dm_key) do nothing
                """)
            .bind("key", key.text())
            .bind("domain", fresh.value())
            .execute();
    if (taken > 0) {
      return fresh;
    }
    handle.createUpdate("delete from domain where id = :id").bind("id", fresh.value()).execute();
    return homeOf(handle, key).orElseThrow();
  }

  private static Optional<DomainId> homeOf(Handle handle, DmKey key) {
    return handle
        .createQuery("select domain from dm_home where dm_key = :key")
        .bind("key", key.text())
        .mapTo(Long.class)
        .findOne()
        .map(DomainId::new);
  }

  /** The oldest of the workspaces that all of them are members of. */
  Optional<WorkspaceId> commonWorkspace(Handle handle, Collection<AccountId> everyone) {
    return handle
        .createQuery(
            """
            select w.id
            from link l join workspace w on w.id = l.domain
            where l.person = any(:everyone) and l.kind = 'seat' and l.to_epoch is null
              and seat_of(l.person, l.domain) is not null
            group by w.id
            having count(distinct l.person) = :count
            order by w.created_at, w.id
            limit 1
            """)
        .bindArray("everyone", Long.class, everyone.stream().map(AccountId::value).toList())
        .bind("count", everyone.size())
        .mapTo(Long.class)
        .findOne()
        .map(WorkspaceId::new);
  }

  /** Whether the person is a member of any workspace. */
  boolean seatedAnywhere(Handle handle, AccountId person) {
    return handle
        .createQuery(
            """
            select exists (
              select from link l
              where l.person = :person and l.kind = 'seat' and seat_of(:person, l.domain) is not null)
            """)
        .bind("person", person.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether the owner of the address is awaited, or there: somebody beside those named. */
  boolean awaitsOrHasAnother(
      Handle handle, ConversationId conversation, Collection<AccountId> named) {
    return handle
        .createQuery(
            """
            select exists (
                select from link l
                where l.conversation = :conversation and l.kind = 'direct' and l.to_epoch is null
                  and l.person <> all(:named))
              or exists (
                select from invitation i
                where i.conversation = :conversation and i.state in ('pending', 'undeliverable')
                  and i.expires_at > clock_timestamp())
            """)
        .bind("conversation", conversation.value())
        .bindArray("named", Long.class, named.stream().map(AccountId::value).toList())
        .mapTo(Boolean.class)
        .one();
  }
}
