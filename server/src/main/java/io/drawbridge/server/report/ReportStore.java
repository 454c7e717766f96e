package io.drawbridge.server.report;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.moderation.ReportOutcome;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.link.AccountTurnStore;
import io.drawbridge.server.access.link.DomainId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code report}: filed above the reporter's floor, resolved, and forgotten with age. */
final class ReportStore {
  /** The outcome of filing a report. */
  enum Filed {
    FILED,
    /** They reported it before. */
    AGAIN,
    /** There is no such message for this reader. */
    ABSENT,
    OWN,
    TOO_MANY
  }

  /** Files a report of a message that the reader sees, with its text as it stands now. */
  Filed file(
      Handle handle,
      ReadPermit permit,
      ReportId id,
      PeopleCommand.FileReport report,
      int perDayMax) {
    long reader = permit.caller().account().value();
    // The person's requests take turns, so that the count holds.
    boolean _ = AccountTurnStore.take(handle, permit.caller().account());
    return Filed.valueOf(
        handle
            .createQuery(
                """
                with seen as (
                  select m.conversation, m.pos, m.author, m.text, m.sent_at, c.domain
                  from message m
                  join conversation c on c.id = m.conversation
                  cross join lateral floor_of(:reader, m.conversation) f
                  where m.conversation = :conversation and m.pos = :pos and m.text is not null
                    and m.pos > f.pos and m.epoch >= f.epoch
                    and (not f.apart or sees_person(:reader, m.author, c.domain))),
                today as (
                  select count(*) as filed from report r
                  where r.reporter = :reader
                    and r.created_at > clock_timestamp() - interval '1 day'),
                filed as (
                  insert into report (id, domain, conversation, pos, reporter, reason, note,
                    author, text, sent_at)
                  select :id, s.domain, s.conversation, s.pos, :reader, :reason, :note,
                    s.author, s.text, s.sent_at
                  from seen s cross join today t
                  where s.author <> :reader and t.filed < :max
                  on conflict (reporter, conversation, pos) do nothing
                  returning id)
                select case when not exists (select from seen) then 'ABSENT'
                  when exists (select from seen where author = :reader) then 'OWN'
                  when exists (select from filed) then 'FILED'
                  when exists (
                    select from report r
                    where r.reporter = :reader and r.conversation = :conversation and r.pos = :pos)
                  then 'AGAIN'
                  else 'TOO_MANY' end
                """)
            .bind("reader", reader)
            .bind("conversation", report.conversation().value())
            .bind("pos", report.pos())
            .bind("id", id.value())
            .bind("reason", report.reason().wire())
            .bind("note", report.note().orElse(null))
            .bind("max", perDayMax)
            .mapTo(String.class)
            .one());
  }

  /** A report, as far as the right to it is asked. */
  record Place(DomainId domain, ConversationId conversation, AccountId author) {}

  Optional<Place> place(Handle handle, ReportId report) {
    return handle
        .createQuery("select domain, conversation, author from report where id = :id")
        .bind("id", report.value())
        .map(row ->
            new Place(
                new DomainId(row.getColumn("domain", Long.class)),
                new ConversationId(row.getColumn("conversation", Long.class)),
                new AccountId(row.getColumn("author", Long.class))))
        .findOne();
  }

  void resolve(Handle handle, ReportId report, AccountId by, ReportOutcome outcome) {
    handle
        .createUpdate(
            """
            update report
            set outcome = :outcome, resolved_by = :by, resolved_at = clock_timestamp()
            where id = :id
            """)
        .bind("id", report.value())
        .bind("by", by.value())
        .bind("outcome", outcome.wire())
        .execute();
  }

  /** Somebody who runs the workspace, and how many open reports are theirs to see. */
  record Moderator(AccountId person, int open) {}

  /** Those who run the workspace. */
  List<Moderator> moderators(Handle handle, DomainId domain, int max) {
    return handle
        .createQuery(
            """
            select s.person, (
              select count(*)::int from report r
              where r.domain = :domain and r.outcome is null and r.author <> s.person) as open
            from held_seat s
            where s.domain = :domain and s.role in ('owner', 'admin')
              and not exists (
                select from suspended x where x.person = s.person and x.domain = s.domain)
            order by s.person limit :max
            """)
        .bind("domain", domain.value())
        .bind("max", max)
        .map(row ->
            new Moderator(
                new AccountId(row.getColumn("person", Long.class)),
                row.getColumn("open", Integer.class)))
        .list();
  }

  /** Takes away a bounded number that are older than their workspace keeps them. */
  int forgetOld(Handle handle, int keptDays, int max) {
    return handle
        .createUpdate(
            """
            delete from report where id in (
              select r.id from report r join domain d on d.id = r.domain
              where r.created_at < clock_timestamp() - make_interval(
                days => coalesce((d.policies ->> 'report_keep_days')::int, :kept))
              limit :max for update of r skip locked)
            """)
        .bind("kept", keptDays)
        .bind("max", max)
        .execute();
  }
}
