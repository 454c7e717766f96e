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
   * The DM of exactly these people, the caller in it, that has no key by which their accounts find
   * it in this home: one that began with an address, which one of them turned out to have. {@code
   * home} empty: one that no workspace is the home of, whatever it began with.
   */
  Optional<Found> byPeople(
      Handle handle, AccountId caller, Optional<DomainId> home, Set<AccountId> everyone) {
    return handle
        .createQuery(
            """
            select c.id, c.domain
            from link l
            join conversation c on c.id = l.conversation and c.kind = 'dm'
            join domain d on d.id = c.domain
            where l.person = :caller and l.kind = 'direct' and l.to_epoch is null
              and case when cast(:home as bigint) is null then d.workspace is null
                  else c.domain = :home and c.dm_key like '%@%' end
              and (select array_agg(distinct p.person order by p.person) from link p
                   where p.conversation = c.id and p.kind = 'direct')
                = (select array_agg(e.person order by e.person) from unnest(:everyone) as e(person))
              and cardinality(string_to_array(split_part(split_part(c.dm_key, '@', 1), ':', 2), ','))
                + case when c.dm_key like '%@%' then 1 else 0 end = cardinality(:everyone)
            order by c.id
            limit 1
            """)
        .bind("caller", caller.value())
        .bind("home", home.map(DomainId::value))
        .bindArray("everyone", Long.class, everyone.stream().map(AccountId::value).toList())
        .map((RowView row) ->
            new Found(
                new ConversationId(row.getColumn("id", Long.class)),
                new DomainId(row.getColumn("domain", Long.class))))
        .findOne();
  }

  /** A conversation that all of a DM's people share, and the home of both. */
  record Ground(ConversationId conversation, DomainId home) {}

  /**
   * What these people share, the same whoever asks: where they have a DM already, else the oldest,
   * DMs last.
   */
  Optional<Ground> ground(Handle handle, Collection<AccountId> everyone) {
    return handle
        .createQuery(
            """
            select c.id, c.domain
            from (
              select p.conversation
              from unnest(:everyone) as e(person)
              cross join lateral (select distinct conversation from paths_of(e.person)) p
              group by p.conversation
              having count(*) = cardinality(:everyone)) shared
            join conversation c on c.id = shared.conversation
            order by exists (
                select from conversation k where k.dm_key = c.domain || :people) desc,
              c.kind = 'dm', c.created_at, c.id
            limit 1
            """)
        .bindArray("everyone", Long.class, everyone.stream().map(AccountId::value).toList())
        .bind("people", DmKey.ofPeople(everyone))
        .map((RowView row) ->
            new Ground(
                new ConversationId(row.getColumn("id", Long.class)),
                new DomainId(row.getColumn("domain", Long.class))))
        .findOne();
  }

  /** Whether all of them are in the conversation. */
  boolean allIn(Handle handle, ConversationId conversation, Collection<AccountId> everyone) {
    return handle
        .createQuery(
            "select bool_and(reaches(e.person, :conversation)) from unnest(:everyone) as e(person)")
        .bind("conversation", conversation.value())
        .bindArray("everyone", Long.class, everyone.stream().map(AccountId::value).toList())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Whether the person, as a member of its home, shares a conversation with each of the others, or
   * a workspace.
   */
  boolean mayBringTogether(Handle handle, AccountId person, Collection<AccountId> others) {
    return handle
        .createQuery(
            """
            with mine as materialized (
              select conversation from paths_of(:person) p where seat_of(:person, p.domain) is not null)
            select bool_and(
              exists (
                select from paths_of(o.person) theirs join mine using (conversation))
              or exists (
                select from link s
                where s.person = o.person and s.kind = 'seat' and s.to_epoch is null
                  and seat_of(o.person, s.domain) is not null
                  and seat_of(:person, s.domain) is not null))
            from unnest(:others) as o(person)
            """)
        .bind("person", person.value())
        .bindArray("others", Long.class, others.stream().map(AccountId::value).toList())
        .mapTo(Boolean.class)
        .one();
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
