package io.drawbridge.server.approval;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds who waits to be let in, who may decide it, and when those were mailed last. */
final class ApprovalNoticeStore {
  /** People of a conversation and its workspace who are asked whether they decide. */
  private static final int IN_CHARGE_MAX = 200;

  private static final String INVITED =
      """
      i.state = 'pending' and i.waits
        and invitation_state(i.state, i.expires_at, i.until) = 'pending'
      """;

  private static final String ASKED = "r.state = 'pending' and r.expires_at > clock_timestamp()";

  /** Takes some of which nobody was told, for good: no other node tells of them. */
  List<WaitingPlace> take(Handle handle, int max) {
    return handle
        .createQuery(
            """
            with invited as (
              update invitation set approval_told = true
              where id in (
                select i.id from invitation i where not i.approval_told and %s
                order by i.id limit :max for update skip locked)
              returning domain, conversation
            ), asking as (
              update join_request set approval_told = true
              where id in (
                select r.id from join_request r where not r.approval_told and %s
                order by r.id limit :max for update skip locked)
              returning domain, conversation
            )
            select domain, conversation, false as asked, count(*)::int as people
            from invited group by domain, conversation
            union all
            select domain, conversation, true, count(*)::int from asking group by domain, conversation
            """
                .formatted(INVITED, ASKED))
        .bind("max", max)
        .map((rows, context) -> place(rows))
        .list();
  }

  /** Where people of a workspace wait at this moment. */
  List<WaitingPlace> waiting(Handle handle, DomainId domain, int max) {
    return handle
        .createQuery(
            """
            select i.domain, i.conversation, false as asked, count(*)::int as people
            from invitation i where i.domain = :domain and %s
            group by i.domain, i.conversation
            union all
            select r.domain, r.conversation, true, count(*)::int
            from join_request r where r.domain = :domain and %s
            group by r.domain, r.conversation
            limit :max
            """
                .formatted(INVITED, ASKED))
        .bind("domain", domain.value())
        .bind("max", max)
        .map((rows, context) -> place(rows))
        .list();
  }

  private static WaitingPlace place(ResultSet rows) throws SQLException {
    return new WaitingPlace(
        new DomainId(rows.getLong("domain")),
        new ConversationId(rows.getLong("conversation")),
        rows.getBoolean("asked"),
        rows.getInt("people"));
  }

  /** Those who run the workspace, and those in charge of the conversation. */
  List<AccountId> inCharge(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select s.person
            from conversation k join held_seat s on s.domain = k.domain and s.role in ('owner', 'admin')
            where k.id = :conversation
            union
            select p.person
            from people_in(:conversation) p join conversation k on k.id = :conversation
            where p.role = 'admin' or p.person = k.starter
            order by 1 limit :max
            """)
        .bind("conversation", conversation.value())
        .bind("max", IN_CHARGE_MAX)
        .mapTo(Long.class)
        .map(AccountId::new)
        .list();
  }

  /** A mail that is due, and when it may leave. */
  record Due(EmailAddress email, Instant leaves) {}

  /**
   * Those of the people who get a mail, which leaves at once if the one before is old enough, else
   * when it is. Who has one coming gets no other.
   */
  List<Due> due(Handle handle, DomainId domain, Collection<AccountId> people, Duration every) {
    return handle
        .createQuery(
            """
            with who as (
              select a.id, a.email from account a
              where a.id = any(:people) and a.kind = 'person' and a.email is not null
                and a.email_verified_at is not null and a.ended_at is null
            ), put as (
              insert into approval_mail (domain, person, leaves)
              select :domain, id, clock_timestamp() from who order by id
              on conflict (domain, person) do update
              set leaves = greatest(
                clock_timestamp(), approval_mail.leaves + :every * interval '1 millisecond')
              where approval_mail.leaves <= clock_timestamp()
              returning person, leaves
            )
            select w.email, p.leaves from put p join who w on w.id = p.person order by w.email
            """)
        .bind("domain", domain.value())
        .bindArray("people", Long.class, people.stream().map(AccountId::value).toArray())
        .bind("every", every.toMillis())
        .map((rows, context) ->
            new Due(
                new EmailAddress(rows.getString("email")),
                rows.getObject("leaves", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Forgets when mails left so long ago that the next one waits for none of them. */
  void forget(Handle handle, Duration every, int max) {
    handle
        .createUpdate(
            """
            delete from approval_mail where (domain, person) in (
              select domain, person from approval_mail
              where leaves < clock_timestamp() - :every * interval '1 millisecond'
              limit :max for update skip locked)
            """)
        .bind("every", every.toMillis())
        .bind("max", max)
        .execute();
  }

  /** Whose address it is, and what the workspace is called. */
  record Reader(AccountId person, String workspace) {}

  Optional<Reader> reader(Handle handle, DomainId domain, EmailAddress email) {
    return handle
        .createQuery(
            """
            select a.id, w.name from account a, workspace w
            where a.email = :email and a.email_verified_at is not null and a.ended_at is null
              and w.id = :domain
            """)
        .bind("email", email.value())
        .bind("domain", domain.value())
        .map((rows, context) ->
            new Reader(new AccountId(rows.getLong("id")), rows.getString("name")))
        .findOne();
  }
}
