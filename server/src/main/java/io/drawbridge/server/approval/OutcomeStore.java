package io.drawbridge.server.approval;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code outcome_mail} and {@code outcome_notice}, and the news they are made of. */
final class OutcomeStore {
  /** Takes some of which nobody was told, for good: no other node tells of them. */
  List<Outcome> take(Handle handle, int max) {
    return handle
        .createQuery(
            """
            with invited as (
              select id, news from invitation where news is not null
              order by id limit :max for update skip locked
            ), asked as (
              select id, news from join_request where news is not null
              order by id limit :max for update skip locked
            ), seated as (
              select id, news from workspace_invitation where news is not null
              order by id limit :max for update skip locked
            ), of_invitations as (
              update invitation i set news = null from invited t where i.id = t.id
              returning i.domain, i.inviter as person, i.id, t.news
            ), of_requests as (
              update join_request r set news = null from asked t where r.id = t.id
              returning r.domain, r.suggested_by as person, r.id, t.news
            ), of_seats as (
              update workspace_invitation w set news = null from seated t where w.id = t.id
              returning w.workspace as domain, w.inviter as person, w.id, t.news
            )
            select domain, person, 'invitation' as source, id, news from of_invitations
            union all
            select domain, person, 'request', id, news from of_requests
            union all
            select domain, person, 'seat', id, news from of_seats
            order by domain, person, id
            """)
        .bind("max", max)
        .map(row ->
            new Outcome(
                new DomainId(row.getColumn("domain", Long.class)),
                new AccountId(row.getColumn("person", Long.class)),
                row.getColumn("source", String.class),
                row.getColumn("id", Long.class),
                row.getColumn("news", String.class)))
        .list();
  }

  /**
   * The mail that tells somebody.
   *
   * @param fresh whether it has to be put into the outbox; else it waits there
   */
  record Mail(long id, EmailAddress email, Instant leaves, boolean fresh) {}

  /**
   * The mail that tells somebody what is noted now: the one that waits, unless it is about to
   * leave; else this one, at once if the one before is old enough. Empty if they get no mail.
   */
  Optional<Mail> mail(
      Handle handle, Outcome.Reader reader, long fresh, Duration every, Duration margin) {
    return handle
        .createQuery(
            """
            with who as (
              select a.id, a.email from account a
              where a.id = :person and a.kind = 'person' and a.email is not null
                and a.email_verified_at is not null and a.ended_at is null
            ), put as (
              insert into outcome_mail as o (domain, person, mail, leaves)
              select :domain, id, :fresh, clock_timestamp() from who
              on conflict (domain, person) do update
              set mail = case when o.leaves > clock_timestamp() + :margin * interval '1 millisecond'
                    then o.mail else excluded.mail end,
                  leaves = case when o.leaves > clock_timestamp() + :margin * interval '1 millisecond'
                    then o.leaves
                    else greatest(
                      clock_timestamp(), o.leaves + :every * interval '1 millisecond') end
              returning mail, leaves
            )
            select p.mail, w.email, p.leaves, p.mail = :fresh as fresh from put p cross join who w
            """)
        .bind("domain", reader.domain().value())
        .bind("person", reader.person().value())
        .bind("fresh", fresh)
        .bind("every", every.toMillis())
        .bind("margin", margin.toMillis())
        .map(row ->
            new Mail(
                row.getColumn("mail", Long.class),
                new EmailAddress(row.getColumn("email", String.class)),
                row.getColumn("leaves", Instant.class),
                row.getColumn("fresh", Boolean.class)))
        .findOne();
  }

  /** Notes what a mail is about; of one thing the last that became of it counts. */
  void note(Handle handle, long mail, List<Outcome> outcomes) {
    handle
        .createUpdate(
            """
            insert into outcome_notice (mail, person, source, subject, outcome)
            select :mail, t.person, t.source, t.subject, t.outcome
            from unnest(:people, :sources, :subjects, :outcomes) as t (person, source, subject, outcome)
            on conflict (mail, source, subject) do update set outcome = excluded.outcome
            """)
        .bind("mail", mail)
        .bind(
            "people",
            new SqlArray("bigint", outcomes.stream().map(it -> it.person().value()).toList()))
        .bind("sources", new SqlArray("text", outcomes.stream().map(Outcome::source).toList()))
        .bind("subjects", new SqlArray("bigint", outcomes.stream().map(Outcome::subject).toList()))
        .bind("outcomes", new SqlArray("text", outcomes.stream().map(Outcome::outcome).toList()))
        .execute();
  }

  /** Forgets what was noted for mails that left, or were given up, long ago. */
  void forget(Handle handle, Duration age, int max) {
    handle
        .createUpdate(
            """
            delete from outcome_notice where (mail, source, subject) in (
              select mail, source, subject from outcome_notice
              where noted_at < clock_timestamp() - :age * interval '1 second'
              order by noted_at limit :max)
            """)
        .bind("age", age.toSeconds())
        .bind("max", max)
        .execute();
  }

  /** Forgets when mails left so long ago that the next one waits for none of them. */
  void forgetMails(Handle handle, Duration every, int max) {
    handle
        .createUpdate(
            """
            delete from outcome_mail where (domain, person) in (
              select domain, person from outcome_mail
              where leaves < clock_timestamp() - :every * interval '1 millisecond'
              limit :max for update skip locked)
            """)
        .bind("every", every.toMillis())
        .bind("max", max)
        .execute();
  }

  /**
   * What a mail tells at this moment: what is still so, and of places that its reader still sees.
   * Empty if that is nothing.
   */
  Optional<Letters.Outcomes> about(Handle handle, DomainId domain, long mail, EmailAddress to) {
    return handle
        .createQuery(
            """
            with mine as (
              select n.source, n.subject, n.outcome, n.person
              from outcome_notice n join account a on a.id = n.person
              where n.mail = :mail and a.email = :email and a.email_verified_at is not null
                and a.ended_at is null
            ), true_now as (
              select n.outcome
              from mine n join invitation i on i.id = n.subject
              where n.source = 'invitation' and i.domain = :domain and i.inviter = n.person
                and reaches(n.person, i.conversation)
                and case n.outcome when 'approved' then not i.waits and i.state not in ('denied', 'revoked')
                  else i.state = n.outcome end
              union all
              select n.outcome
              from mine n join join_request r on r.id = n.subject
              where n.source = 'request' and r.domain = :domain and r.suggested_by = n.person
                and reaches(n.person, r.conversation) and r.state = n.outcome
              union all
              select n.outcome
              from mine n join workspace_invitation w on w.id = n.subject
              join held_seat s on s.domain = w.workspace and s.person = n.person
              where n.source = 'seat' and w.workspace = :domain and w.inviter = n.person
                and w.state = n.outcome
                and not exists (
                  select from suspended x where x.person = n.person and x.domain = w.workspace)
            )
            select w.name,
              count(t.outcome) filter (where t.outcome = 'approved')::int as approved,
              count(t.outcome) filter (where t.outcome = 'denied')::int as denied,
              count(t.outcome) filter (where t.outcome = 'undeliverable')::int as undeliverable
            from workspace w cross join true_now t where w.id = :domain group by w.name
            """)
        .bind("domain", domain.value())
        .bind("mail", mail)
        .bind("email", to.value())
        .map(row ->
            new Letters.Outcomes(
                row.getColumn("approved", Integer.class),
                row.getColumn("denied", Integer.class),
                row.getColumn("undeliverable", Integer.class),
                row.getColumn("name", String.class)))
        .findOne();
  }
}
