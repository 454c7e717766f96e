package io.drawbridge.server.report;

import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds the workspaces of whose reports nobody was mailed yet, and who is to be. */
final class ReportMailStore {
  /** Those who run a workspace that get a mail. */
  private static final int READERS_MAX = 200;

  private static final String READERS =
      """
      from held_seat s
      join account a on a.id = s.person and a.kind = 'person' and a.email is not null
        and a.email_verified_at is not null and a.ended_at is null
      where s.domain = :domain and s.role in ('owner', 'admin')
        and not exists (select from suspended x where x.person = s.person and x.domain = s.domain)
      """;

  /**
   * Takes some workspaces with open reports that nobody was told of, for good: no other node tells
   * of them. Where somebody was told within a while, they wait.
   */
  List<DomainId> take(Handle handle, Duration every, int max) {
    return handle
        .createQuery(
            """
            with due as materialized (
              select r.domain from report r
              where r.told_at is null and r.outcome is null
              group by r.domain
              having not exists (
                select from report t
                where t.domain = r.domain
                  and t.told_at > clock_timestamp() - :every * interval '1 millisecond')
              limit :max),
            told as (
              update report r set told_at = clock_timestamp()
              from due d where r.domain = d.domain and r.told_at is null
              returning r.domain)
            select distinct domain from told
            """)
        .bind("every", every.toMillis())
        .bind("max", max)
        .mapTo(Long.class)
        .map(DomainId::new)
        .list();
  }

  /** The addresses of those who run the workspace. */
  List<EmailAddress> readers(Handle handle, DomainId domain) {
    return handle
        .createQuery("select a.email " + READERS + " order by a.email limit :max")
        .bind("domain", domain.value())
        .bind("max", READERS_MAX)
        .mapTo(String.class)
        .map(EmailAddress::new)
        .list();
  }

  /** The open reports that are somebody's to see, and what the workspace is called. */
  record Open(int reports, String workspace) {}

  /** What a mail tells at this moment; empty if that is nothing. */
  Optional<Open> open(Handle snapshot, DomainId domain, EmailAddress to) {
    return snapshot
        .createQuery(
            """
            select o.reports, o.name from (
              select w.name, (
                select count(*)::int from report r
                where r.domain = :domain and r.outcome is null and r.author <> a.id) as reports
              from workspace w, account a
              where w.id = :domain and a.id in (select s.person %s) and a.email = :email) o
            where o.reports > 0
            """
                .formatted(READERS))
        .bind("domain", domain.value())
        .bind("email", to.value())
        .map(row ->
            new Open(row.getColumn("reports", Integer.class), row.getColumn("name", String.class)))
        .findOne();
  }
}
