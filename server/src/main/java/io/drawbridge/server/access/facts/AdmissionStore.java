package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.ExternalRules;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads who would come in as an external, and past which groups. */
public final class AdmissionStore {
  /**
   * A person at the door.
   *
   * @param there a link of their own leads there already
   * @param unverified they came by a claim code, and have no address
   * @param claimed that code was for this conversation
   */
  public record Arriving(
      AccountId person,
      boolean seated,
      boolean there,
      Optional<String> mailDomain,
      boolean unverified,
      boolean claimed) {
    public boolean external() {
      return !seated && !there;
    }

    /** Decides whether the policies let them in as an external. */
    public Decision comes(ConversationFacts what) {
      return !unverified
          ? ExternalRules.comeFrom(what, mailDomain)
          : claimed ? ExternalRules.withoutAddress(what) : ExternalRules.comeElsewhere();
    }

    /** Refuses who may be in the conversation of their code alone. */
    public void requireAddress() {
      if (unverified) {
        ExternalRules.comeElsewhere().require();
      }
    }
  }

  /** The standing of each of the people to the conversation and its home, in their order. */
  public List<Arriving> arriving(
      Handle handle, DomainId domain, ConversationId conversation, Collection<AccountId> people) {
    return handle
        .createQuery(
            """
            select p.person,
              exists (
                select from held_seat s
                where s.person = p.person and s.domain = :domain) as seated,
              exists (
                select from held_own l
                where l.person = p.person and l.conversation = :conversation) as there,
              split_part(a.email, '@', 2) as mail_domain,
              unverified(a.kind, a.email) as unverified,
              exists (
                select from invitation i
                where i.claimed_by = p.person and i.conversation = :conversation) as claimed
            from unnest(:people) with ordinality as p (person, n)
            left join account a on a.id = p.person
            order by p.n
            """)
        .bind("domain", domain.value())
        .bind("conversation", conversation.value())
        .bindArray("people", Long.class, people.stream().map(AccountId::value).toList())
        .map((RowView row) ->
            new Arriving(
                new AccountId(row.getColumn("person", Long.class)),
                row.getColumn("seated", Boolean.class),
                row.getColumn("there", Boolean.class),
                Optional.ofNullable(row.getColumn("mail_domain", String.class)),
                Boolean.TRUE.equals(row.getColumn("unverified", Boolean.class)),
                row.getColumn("claimed", Boolean.class)))
        .list();
  }

  /** The groups that the thread is addressed to. */
  public List<ConversationId> recipients(Handle handle, ConversationId thread) {
    return handle
        .createQuery(
            """
            select v.grp from held_via v where v.conversation = :thread
            """)
        .bind("thread", thread.value())
        .map((rows, context) -> new ConversationId(rows.getLong("grp")))
        .list();
  }

  /**
   * The groups that would share the thread with an external who is not in them, once it is
   * addressed to these groups too.
   */
  public List<ConversationId> sharedWithStrangers(
      Handle handle, ConversationId thread, Collection<ConversationId> groups) {
    return handle
        .createQuery(
            """
            with recipient as (
              select v.grp as id from held_via v where v.conversation = :thread
              union select g.id from unnest(:groups) as g (id)),
            external as (
              select l.person, l.conversation from external_own l
              where (l.conversation = :thread or l.conversation in (select id from recipient))
                and (l.conversation = :thread or not exists (
                  select from excluded x
                  where x.person = l.person and x.conversation = :thread)))
            select r.id from recipient r
            where exists (
              select from external e
              where not exists (
                select from external inside
                where inside.person = e.person and inside.conversation = r.id))
            """)
        .bind("thread", thread.value())
        .bindArray("groups", Long.class, groups.stream().map(ConversationId::value).toList())
        .map((rows, context) -> new ConversationId(rows.getLong("id")))
        .list();
  }

  /** The mail domains of the externals whom the thread and these groups have; empty for none. */
  public List<Optional<String>> mailDomains(
      Handle handle, ConversationId thread, Collection<ConversationId> groups) {
    return handle
        .createQuery(
            """
            select distinct split_part(a.email, '@', 2) as mail_domain
            from external_own l join account a on a.id = l.person
            where l.conversation = :thread or l.conversation = any(:groups)
            """)
        .bind("thread", thread.value())
        .bindArray("groups", Long.class, groups.stream().map(ConversationId::value).toList())
        .map((rows, context) -> Optional.ofNullable(rows.getString("mail_domain")))
        .list();
  }

  /**
   * Returns whether these groups would lead somebody from outside into a thread who is not there
   * yet.
   */
  public boolean bringExternals(
      Handle handle, ConversationId thread, Collection<ConversationId> groups) {
    return handle
        .createQuery(
            """
            select exists (
              select from external_own l
              where l.conversation = any(:groups)
                and not exists (
                  select from excluded x where x.person = l.person and x.conversation = :thread)
                and not exists (
                  select from external_own o
                  where o.person = l.person
                    and (o.conversation = :thread
                      or o.conversation in (
                        select v.grp from held_via v where v.conversation = :thread))))
            """)
        .bind("thread", thread.value())
        .bindArray("groups", Long.class, groups.stream().map(ConversationId::value).toList())
        .mapTo(Boolean.class)
        .one();
  }

  /** The clock of the database. */
  public Instant now(Handle handle) {
    return handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one();
  }

  /** Returns whether a path leads both of them there. */
  public boolean share(Handle handle, ConversationId conversation, AccountId one, AccountId other) {
    return handle
        .createQuery("select reaches(:one, :conversation) and reaches(:other, :conversation)")
        .bind("one", one.value())
        .bind("other", other.value())
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }
}
