package io.drawbridge.server.erase;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.append.MessageTombstones;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.hold.HoldRefusalStore;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/** Finds and deletes what a workspace keeps of a person beside their links. */
final class ErasureStore {
  /** The actions of the records that stay as they are: those of the erasure itself. */
  private static final List<String> OWN_ACTIONS =
      List.of("workspace.erase_person", "account.erase");

  /** The address of the person, who may have none. */
  private static final String ADDRESS = "(select a.email from account a where a.id = :person)";

  /** What hangs on an invitation that is answered goes with it. */
  private static final String INVITATIONS =
      """
      with gone as (
        delete from %1$s where id in (
          select i.id from %1$s i
          where i.%2$s = :domain and i.state not in ('pending', 'undeliverable') and (%3$s)
          order by i.id limit :max)
        returning id
      ), tokens as (
        delete from one_time_token t using gone g where t.subject = g.id
      )
      select count(*) from gone
      """;

  private static final List<String> TRACES =
      List.of(
          INVITATIONS.formatted(
              "invitation",
              "domain",
              "i.email = " + ADDRESS + " or :person in (i.person, i.claimed_by)"),
          INVITATIONS.formatted("workspace_invitation", "workspace", "i.email = " + ADDRESS),
          """
          with gone as (
            delete from join_request where id in (
              select r.id from join_request r
              where r.domain = :domain and r.state <> 'pending' and (r.person = :person or r.email = %s)
              order by r.id limit :max)
            returning id)
          select count(*) from gone
          """
              .formatted(ADDRESS),
          // What they uploaded and never sent.
          """
          with gone as (
            delete from file where id in (
              select f.id from file f
              where f.domain = :domain and f.owner = :person and f.pos is null
              order by f.id limit :max)
            returning id)
          select count(*) from gone
          """,
          """
          with gone as (
            delete from draft where (account, conversation) in (
              select t.account, t.conversation
              from draft t join conversation c on c.id = t.conversation
              where t.account = :person and c.domain = :domain limit :max)
            returning mark)
          select count(*) from gone
          """,
          """
          with gone as (
            delete from scheduled where id in (
              select s.id from scheduled s join conversation c on c.id = s.conversation
              where s.account = :person and c.domain = :domain limit :max)
            returning id)
          select count(*) from gone
          """,
          // What a worker sends at this moment is its own to delete.
          """
          with gone as (
            delete from outbox where id in (
              select o.id from outbox o
              where o.home = :domain and o.recipient = %s and o.state <> 'leased'
              order by o.id limit :max)
            returning id)
          select count(*) from gone
          """
              .formatted(ADDRESS),
          """
          with gone as (
            delete from audit_text t
            using (
              select t.chain, t.position, t.place
              from audit_seal s
              join audit_text t on t.chain = s.chain and t.position = s.position
              where s.chain = :domain and s.action <> all(:own)
                and ((s.person = :person and t.place = 'reason')
                  or (s.actor = :person and s.action = 'account.update'))
              limit :max) w
            where t.chain = w.chain and t.position = w.position and t.place = w.place
            returning t.position)
          select count(*) from gone
          """,
          """
          with gone as (
            update audit a set reason = null
            from (
              select r.scope, r.epoch
              from audit_seal s
              join audit r on r.scope = s.scope and r.epoch = s.epoch
              where s.chain = :domain and s.person = :person and s.note is null
                and s.action <> all(:own) and r.reason is not null
              limit :max) w
            where a.scope = w.scope and a.epoch = w.epoch
            returning a.epoch)
          select count(*) from gone
          """,
          "select forget_words(:person, :domain)");

  /** What they wrote in the domain, also where somebody else passed it on. */
  private static final String WRITTEN =
      """
      select m.conversation, m.pos
      from conversation c join message m on m.conversation = c.id and m.author = :person
      where c.domain = :domain
      union
      select o.conversation, o.pos
      from forwarded o join conversation c on c.id = o.conversation
      where o.author = :person and c.domain = :domain
      """;

  private enum Who {
    STRANGER,
    MEMBER,
    OUTSIDE
  }

  /**
   * Checks that somebody was in the workspace and is no member of it.
   *
   * @throws Failure {@code not_found} if they were never there, {@code conflict} if they are a
   *     member
   */
  void requireOutside(Handle handle, DomainId domain, AccountId person) {
    switch (whoIs(handle, domain, person)) {
      case STRANGER -> throw Failure.notFound();
      case MEMBER ->
          throw Failure.of(
              ErrorCode.CONFLICT,
              "person: a member (expected: somebody from outside, or who was removed)");
      case OUTSIDE -> {}
    }
  }

  /**
   * Checks that somebody is no member of the workspace.
   *
   * @throws Failure {@code conflict} if they are
   */
  void requireNoMember(Handle handle, DomainId domain, AccountId person) {
    if (whoIs(handle, domain, person) == Who.MEMBER) {
      throw memberOfSome();
    }
  }

  /**
   * Checks that no hold of any of the domains stands on what somebody wrote.
   *
   * @throws Failure {@code conflict} if one does; it tells nobody but owners of it
   */
  void requireNotHeld(
      Handle handle, Collection<DomainId> domains, AccountId person, AccountId actor) {
    handle
        .createQuery(
            """
            select h.domain from hold h
            where h.domain = any(:domains) and h.person = :person and h.lifted_at is null limit 1
            """)
        .bindArray("domains", Long.class, domains.stream().map(DomainId::value).toArray())
        .bind("person", person.value())
        .mapTo(Long.class)
        .findOne()
        .ifPresent(domain -> {
          throw HoldRefusalStore.of(handle, new DomainId(domain), actor);
        });
  }

  /** The refusal of somebody who has to leave first. */
  static Failure memberOfSome() {
    return Failure.of(
        ErrorCode.CONFLICT, "you are a member of a workspace (expected: workspace.leave first)");
  }

  private static Who whoIs(Handle handle, DomainId domain, AccountId person) {
    return handle
        .createQuery(
            """
            select case
              when not exists (select from account a where a.id = :person and a.kind = 'person')
                or not ever_in(:person, :domain) then 'STRANGER'
              when exists (
                select from held_seat s where s.person = :person and s.domain = :domain) then 'MEMBER'
              else 'OUTSIDE' end
            """)
        .bind("domain", domain.value())
        .bind("person", person.value())
        .mapTo(Who.class)
        .one();
  }

  /**
   * What is left of them.
   *
   * @param epoch of the snapshot
   */
  record Left(int messages, boolean suspended, long epoch) {}

  Left left(Handle handle, DomainId domain, AccountId person) {
    return handle
        .createQuery(
            """
            select d.epoch,
              exists (select from suspended s where s.person = :person and s.domain = d.id) as suspended,
              (select count(*)
               from (%s) w
               join message m on m.conversation = w.conversation and m.pos = w.pos
               where m.text is not null) as messages
            from domain d where d.id = :domain
            """
                .formatted(WRITTEN))
        .bind("domain", domain.value())
        .bind("person", person.value())
        .map((rows, context) ->
            new Left(rows.getInt("messages"), rows.getBoolean("suspended"), rows.getLong("epoch")))
        .one();
  }

  /** Some of their messages that have a text, and of those of others that pass theirs on. */
  List<MessageTombstones.At> messages(Handle handle, DomainId domain, AccountId person, int max) {
    return handle
        .createQuery(
            """
            select m.conversation, m.pos, m.epoch, m.author
            from (%s) w
            join message m on m.conversation = w.conversation and m.pos = w.pos
            where m.text is not null
            order by m.conversation, m.pos limit :max
            """
                .formatted(WRITTEN))
        .bind("domain", domain.value())
        .bind("person", person.value())
        .bind("max", max)
        .map((rows, context) ->
            new MessageTombstones.At(
                new ConversationId(rows.getLong("conversation")),
                rows.getLong("pos"),
                rows.getLong("epoch"),
                new AccountId(rows.getLong("author"))))
        .list();
  }

  /** Forgets the texts that were kept of their messages for those who moderate. */
  void forgetReported(Handle handle, DomainId domain, AccountId person) {
    handle.execute(
        "update report set text = null where domain = ? and author = ? and text is not null",
        domain.value(),
        person.value());
  }

  /** Deletes some of the rows and words about them; true if there may be more. */
  boolean forget(Handle handle, DomainId domain, AccountId person, int max) {
    boolean more = false;
    for (String sql : TRACES) {
      long gone =
          handle
              .createQuery(sql)
              .configure(SqlStatements.class, it -> it.setUnusedBindingAllowed(true))
              .bind("domain", domain.value())
              .bind("person", person.value())
              .bindArray("own", String.class, OWN_ACTIONS)
              .bind("max", max)
              .mapTo(Long.class)
              .one();
      more |= gone == max;
    }
    return more;
  }

  /** From now on their name shows there no more. */
  void mark(Handle handle, DomainId domain, AccountId person) {
    handle
        .createUpdate(
            """
            insert into erased_person (domain, person) values (:domain, :person)
            on conflict do nothing
            """)
        .bind("domain", domain.value())
        .bind("person", person.value())
        .execute();
  }
}
