package io.drawbridge.server.access.sponsor;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EndConditionsRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads on what terms people are in conversations, and whose terms have to be others. */
public final class StayStore {
  private static final String COLUMNS =
      """
      l.id, l.person, l.conversation, l.sponsor, l.term, l.orphaned_until, l.confirm_by,
        l.ends_on_close, l.ends_with_sponsor, l.idle_days, l.reason, l.anchor
      """;

  private static final String EXTERNALS =
      "select " + COLUMNS + "from external_own l where l.domain = :domain and ";

  /** External l has a sponsor whose going, or coming back, shows in l no more than l says. */
  private static final String UNSETTLED =
      """
      l.sponsor is not null
        and (answers_for(l.sponsor, l.conversation, l.domain, false) = (l.orphaned_until is not null)
          or (l.ends_with_sponsor and not answers_for(l.sponsor, l.conversation, l.domain, true)))
      """;

  /**
   * External l may end after some days without activity, and those are over. What was read last is
   * told by when it was written, as the watermarks are.
   */
  private static final String IDLE =
      """
      l.idle_days is not null
        and greatest(
          l.from_mark,
          (select max(m.read_pos) from marker m
           where m.account = l.person and m.conversation = l.conversation),
          (select max(w.pos) from message w
           where w.conversation = l.conversation and w.author = l.person and w.text is not null))
          < (extract(epoch from clock_timestamp() - l.idle_days * interval '1 day') * 1000000)::bigint
      """;

  /**
   * External l has no address, and lost the session that alone opens the account; or never got one,
   * though the account is no longer being made.
   */
  private static final String SIGNED_OUT =
      """
      exists (
        select from account a
        where a.id = l.person and unverified(a.kind, a.email)
          and a.created_at < clock_timestamp() - interval '5 minutes'
          and not exists (
            select from session s
            where s.account = a.id and s.ended_at is null
              and least(s.idle_until, s.ends_at) > clock_timestamp()))
      """;

  /**
   * Those whose sponsor's links this change wrote, and whose own have to follow. An array for one
   * statement with others.
   */
  public static final String MOVED =
      """
      with moved as (
        select l.person, case when l.kind not in ('seat', 'suspend') then l.conversation end as place
        from link l where l.domain = :domain and l.from_epoch = :epoch and l.person is not null
        union
        select l.person, case when l.kind not in ('seat', 'suspend') then l.conversation end
        from link l where l.domain = :domain and l.to_epoch = :epoch and l.person is not null
        union
        select m.person, v.conversation from link v join held_own m on m.conversation = v.grp
        where v.domain = :domain and v.from_epoch = :epoch and v.kind = 'via'
        union
        select m.person, v.conversation from link v join held_own m on m.conversation = v.grp
        where v.domain = :domain and v.to_epoch = :epoch and v.kind = 'via'
      )
      select distinct l.id from moved join external_own l on l.sponsor = moved.person
      where l.domain = :domain
        and (moved.place is null or l.conversation = moved.place
          or exists (
            select from link v
            where v.kind = 'via' and v.grp = moved.place and v.conversation = l.conversation))
        and
      """
          + UNSETTLED;

  /** An external, and whether somebody answers for them; {@code lasting}: a suspension aside. */
  record Sponsored(Stay stay, boolean answered, boolean lasting) {}

  /** The externals' own links among these that hold. */
  public List<Stay> externals(
      Handle handle, DomainId domain, Collection<AccountId> people, Collection<ConversationId> at) {
    return handle
        .createQuery(
            EXTERNALS + "(l.person, l.conversation) in (select * from unnest(:people, :places))")
        .bind("domain", domain.value())
        .bindArray("people", Long.class, people.stream().map(AccountId::value).toList())
        .bindArray("places", Long.class, at.stream().map(ConversationId::value).toList())
        .map((RowView row) -> stay(row))
        .list();
  }

  /** The own links of a person, external or not, on terms that are for externals alone. */
  public List<Stay> asExternal(Handle handle, DomainId domain, AccountId person) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + """
                from held_own l
                where l.domain = :domain and l.person = :person
                  and (l.sponsor is not null or l.orphaned_until is not null
                    or l.confirm_by is not null or l.ends_on_close or l.ends_with_sponsor
                    or l.idle_days is not null)
                """)
        .bind("domain", domain.value())
        .bind("person", person.value())
        .map((RowView row) -> stay(row))
        .list();
  }

  /** The own link of a person to a conversation. */
  public Optional<Stay> own(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + "from held_own l where l.person = :person and l.conversation = :conversation")
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .map((RowView row) -> stay(row))
        .findOne();
  }

  /** The externals in a conversation who are there until it is closed. */
  public List<Stay> untilClosed(Handle handle, DomainId domain, ConversationId conversation) {
    return handle
        .createQuery(EXTERNALS + "l.conversation = :conversation and l.ends_on_close")
        .bind("domain", domain.value())
        .bind("conversation", conversation.value())
        .map((RowView row) -> stay(row))
        .list();
  }

  /** Those who took no part for the days that were agreed. */
  public List<Stay> idle(Handle handle, DomainId domain, int max) {
    return handle
        .createQuery(EXTERNALS + IDLE + "order by l.id limit :max")
        .bind("domain", domain.value())
        .bind("max", max)
        .map((RowView row) -> stay(row))
        .list();
  }

  /** Those who can never sign in again. */
  public List<Stay> signedOut(Handle handle, DomainId domain, int max) {
    return handle
        .createQuery(EXTERNALS + SIGNED_OUT + "order by l.id limit :max")
        .bind("domain", domain.value())
        .bind("max", max)
        .map((RowView row) -> stay(row))
        .list();
  }

  /** Domains with somebody who can never sign in again. */
  public Set<DomainId> withSignedOut(Handle handle, int max) {
    return domains(handle, SIGNED_OUT, max);
  }

  /** Links whose sponsor has gone, or is back, and which do not say so. */
  public List<Long> unsettled(Handle handle, DomainId domain, int max) {
    return handle
        .createQuery(
            "select l.id from external_own l where l.domain = :domain and "
                + UNSETTLED
                + "order by l.id limit :max")
        .bind("domain", domain.value())
        .bind("max", max)
        .mapTo(Long.class)
        .list();
  }

  /** Domains with somebody who took no part for the days that were agreed. */
  public Set<DomainId> withIdle(Handle handle, int max) {
    return domains(handle, IDLE, max);
  }

  /** Domains with links whose sponsor has gone, or is back, and which do not say so. */
  public Set<DomainId> withUnsettled(Handle handle, int max) {
    return domains(handle, UNSETTLED, max);
  }

  private static Set<DomainId> domains(Handle handle, String condition, int max) {
    return new HashSet<>(
        handle
            .createQuery(
                "select distinct l.domain from external_own l where " + condition + " limit :max")
            .bind("max", max)
            .map((rows, context) -> new DomainId(rows.getLong("domain")))
            .list());
  }

  List<Sponsored> sponsored(Handle handle, Collection<Long> links) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + """
                , answers_for(l.sponsor, l.conversation, l.domain, false) as answered,
                  answers_for(l.sponsor, l.conversation, l.domain, true) as lasting
                from external_own l where l.id = any(:links) order by l.id
                """)
        .bindArray("links", Long.class, links)
        .map((RowView row) ->
            new Sponsored(
                stay(row),
                row.getColumn("answered", Boolean.class),
                row.getColumn("lasting", Boolean.class)))
        .list();
  }

  Instant now(Handle handle) {
    return handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one();
  }

  private static Stay stay(RowView row) {
    return new Stay(
        row.getColumn("id", Long.class),
        new ConversationId(row.getColumn("conversation", Long.class)),
        new AccountId(row.getColumn("person", Long.class)),
        Optional.ofNullable(row.getColumn("sponsor", Long.class)).map(AccountId::new),
        Optional.ofNullable(row.getColumn("term", Instant.class)),
        Optional.ofNullable(row.getColumn("orphaned_until", Instant.class)),
        Optional.ofNullable(row.getColumn("confirm_by", Instant.class)),
        EndConditionsRow.read(row),
        Optional.ofNullable(row.getColumn("reason", String.class)),
        Optional.ofNullable(row.getColumn("anchor", Long.class)).map(ConversationId::new));
  }
}
