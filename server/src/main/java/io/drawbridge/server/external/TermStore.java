package io.drawbridge.server.external;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds whose access ends soon, and remembers who was told. */
final class TermStore {
  /** The part of the time before the end that is left when a missing confirmation is told. */
  private static final int LATE = 5;

  /** A link that ends soon, and an address to tell: of its person, or of who answers for them. */
  record Due(long link, EmailAddress email) {}

  /** What a letter says, if the link still ends. */
  record About(
      boolean sponsor,
      String person,
      ConversationKind kind,
      Optional<String> title,
      Instant until) {}

  /**
   * Takes some of the links whose time to tell has come, for good: no other node tells of them.
   * Half of a short term is left to it. What ends only if nobody confirms it is told later, once
   * the sponsor was asked for some time.
   *
   * @param before how long before the end
   * @param max of the links
   */
  List<Due> take(Handle handle, Duration before, int max) {
    return handle
        .createQuery(
            """
            with due as (
              select l.id, l.person, l.sponsor from external_own l
              cross join lateral (
                select cast(:before as interval)
                  / case when l.until = l.confirm_by then :late else 1 end as ahead) told
              where l.until <= clock_timestamp() + cast(:before as interval)
                and l.until - least(told.ahead, (l.until - l.changed_at) / 2)
                  <= clock_timestamp()
                and not exists (select from term_reminder r where r.link = l.id)
              order by l.until
              limit :max),
            taken as (
              insert into term_reminder (link) select id from due
              on conflict do nothing
              returning link)
            select d.id, a.email
            from taken t
            join due d on d.id = t.link
            join account a on a.id in (d.person, d.sponsor)
            where a.email is not null and a.email_verified_at is not null and a.ended_at is null
            order by d.id, a.id
            """)
        .bind("before", before.toString())
        .bind("late", LATE)
        .bind("max", max)
        .map((rows, context) ->
            new Due(rows.getLong("id"), new EmailAddress(rows.getString("email"))))
        .list();
  }

  /**
   * What to say of the link to this address. Empty if the link does not hold, leads nowhere, or has
   * no end any more; if its person is a member now; if the address is of neither of the two; and
   * for a sponsor who is no member any more.
   */
  Optional<About> about(Handle handle, long link, EmailAddress to) {
    return handle
        .createQuery(
            """
            select a.id = l.sponsor as sponsor, p.name as person, c.kind, l.until,
              case when c.kind <> 'dm' and c.visibility is distinct from 'secret' then c.name end as title
            from external_own l
            join account p on p.id = l.person
            join account a on a.id in (l.person, l.sponsor)
            join conversation c on c.id = l.conversation
            where l.id = :link and l.until is not null and reaches(l.person, l.conversation)
              and a.email = :email and a.ended_at is null
              and (a.id = l.person or seat_of(a.id, l.domain) is not null)
            """)
        .bind("link", link)
        .bind("email", to.value())
        .map((rows, context) -> about(rows))
        .findFirst();
  }

  private static About about(ResultSet row) throws SQLException {
    return new About(
        row.getBoolean("sponsor"),
        row.getString("person"),
        ConversationKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("title")),
        row.getTimestamp("until").toInstant());
  }
}
