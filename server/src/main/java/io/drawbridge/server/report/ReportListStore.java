package io.drawbridge.server.report;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.moderation.ReportOutcome;
import io.drawbridge.protocol.moderation.ReportReason;
import io.drawbridge.protocol.moderation.ReportView;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/**
 * Reads reports for those who moderate. What they get of a message is the text that was kept when
 * it was reported, and nothing of where it stands: so no floor is asked.
 */
final class ReportListStore {
  /** A report, and its place in the order of the list. */
  record Row(ReportPlace place, ReportView report) {}

  /**
   * Those behind a place, the newest first; without those of what the reader wrote.
   *
   * @param conversation those of one; else those of the whole domain
   */
  List<Row> page(
      Handle snapshot,
      DomainId domain,
      Optional<ConversationId> conversation,
      AccountId reader,
      Optional<Boolean> open,
      ReportPlace after,
      int limit) {
    return snapshot
        .createQuery(
            """
            select r.*, (extract(epoch from r.created_at) * 1000000)::bigint as mark,
              shown_name(a.id, r.domain) as author_name, a.kind = 'bot' as author_bot,
              unverified(a.kind, a.email) as author_unverified,
              not exists (
                select from held_seat s
                where s.person = a.id and s.domain = r.domain) as author_external,
              shown_name(b.id, r.domain) as reporter_name, b.kind = 'bot' as reporter_bot,
              unverified(b.kind, b.email) as reporter_unverified,
              not exists (
                select from held_seat s
                where s.person = b.id and s.domain = r.domain) as reporter_external
            from report r
            join account a on a.id = r.author
            join account b on b.id = r.reporter
            where r.domain = :domain
              and (cast(:conversation as bigint) is null or r.conversation = :conversation)
              and r.author <> :reader
              and (cast(:open as boolean) is null or (r.outcome is null) = :open)
              and (r.created_at, r.id) < (
                timestamptz 'epoch' + :mark * interval '1 microsecond', :id)
            order by r.created_at desc, r.id desc limit :limit
            """)
        .bind("domain", domain.value())
        .bind("conversation", conversation.map(ConversationId::value).orElse(null))
        .bind("reader", reader.value())
        .bind("open", open.orElse(null))
        .bind("mark", after.mark())
        .bind("id", after.id())
        .bind("limit", limit)
        .map(ReportListStore::row)
        .list();
  }

  private static Row row(RowView row) {
    long id = row.getColumn("id", Long.class);
    return new Row(
        new ReportPlace(row.getColumn("mark", Long.class), id),
        new ReportView(
            new ReportId(id),
            new ConversationId(row.getColumn("conversation", Long.class)),
            row.getColumn("pos", Long.class),
            person(row, "author"),
            Optional.ofNullable(row.getColumn("text", String.class)),
            row.getColumn("sent_at", Instant.class),
            person(row, "reporter"),
            WireName.parse(ReportReason.class, row.getColumn("reason", String.class)),
            Optional.ofNullable(row.getColumn("note", String.class)),
            row.getColumn("created_at", Instant.class),
            Optional.ofNullable(row.getColumn("outcome", String.class))
                .map(it -> WireName.parse(ReportOutcome.class, it)),
            Optional.ofNullable(row.getColumn("resolved_by", Long.class)).map(AccountId::new),
            Optional.ofNullable(row.getColumn("resolved_at", Instant.class))));
  }

  private static Person person(RowView row, String who) {
    return new Person(
        new AccountId(row.getColumn(who, Long.class)),
        row.getColumn(who + "_name", String.class),
        row.getColumn(who + "_external", Boolean.class),
        row.getColumn(who + "_bot", Boolean.class),
        row.getColumn(who + "_unverified", Boolean.class));
  }
}
