package io.drawbridge.server.inbox;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Rows of {@code marker}, as far as people archive conversations and want to be reminded of them.
 */
final class EntryStore {
  private static final String RETURNING =
      """
      returning k.account, k.conversation, k.archived_pos, k.remind_at, k.reminded_mark,
        (select c.domain from conversation c where c.id = k.conversation) as domain,
        (select d.epoch from conversation c join domain d on d.id = c.domain
         where c.id = k.conversation) as needs
      """;

  private final Database database;

  EntryStore(Database database) {
    this.database = database;
  }

  /**
   * An entry as it is on disk now.
   *
   * @param needs the domain's epoch in that snapshot
   */
  record Entry(
      AccountId account,
      ConversationId conversation,
      DomainId domain,
      long needs,
      Optional<Long> archivedPos,
      Optional<Instant> remindAt,
      boolean reminded) {

    static Entry of(RowView row) {
      return new Entry(
          new AccountId(row.getColumn("account", Long.class)),
          new ConversationId(row.getColumn("conversation", Long.class)),
          new DomainId(row.getColumn("domain", Long.class)),
          row.getColumn("needs", Long.class),
          Optional.ofNullable(row.getColumn("archived_pos", Long.class)),
          Optional.ofNullable(row.getColumn("remind_at", Instant.class)),
          row.getColumn("reminded_mark", Long.class) != null);
    }
  }

  /**
   * Archives it up to a position, but not beyond the newest event that its person may know of: what
   * is written later is news. Empty puts it back.
   */
  Entry archive(ReadPermit permit, Optional<Long> pos) {
    return one(
            permit,
            """
            insert into marker as k (account, conversation, archived_pos)
            select :account, c.id, case when p.pos is not null then least(p.pos, greatest(h.head, :floor)) end
            from conversation c cross join (select cast(:pos as bigint)) p (pos)
            cross join lateral (
              select case when :apart then last_seen(:account, c.id, c.domain, c.head)
                          else c.head end as head) h
            where c.id = :conversation
            on conflict (account, conversation) do update
              set archived_pos = excluded.archived_pos,
                  reminded_mark = case when excluded.archived_pos is null then k.reminded_mark end
            """,
            query ->
                query
                    .bind("pos", pos.orElse(null))
                    .bind("floor", permit.floor().pos())
                    .bind("apart", permit.apart()))
        .orElseThrow();
  }

  /** Sets the time of the reminder, or none; empty if nobody is reminded of what is archived. */
  Optional<Entry> remind(ReadPermit permit, Optional<Instant> at) {
    return one(
        permit,
        """
        insert into marker as k (account, conversation, remind_at)
        select :account, c.id, cast(:at as timestamptz) from conversation c
        where c.id = :conversation and (cast(:at as timestamptz) is null or c.state <> 'archived')
        on conflict (account, conversation) do update
          set remind_at = excluded.remind_at, reminded_mark = null
        """,
        query -> query.bind("at", at.orElse(null)));
  }

  /** Lets the reminders come whose time it is, at most so many; one node takes each. */
  List<Entry> due(int max) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                with due as (
                  select account, conversation from marker
                  where remind_at <= now() order by remind_at limit :max
                  for update skip locked)
                update marker k set remind_at = null, archived_pos = null,
                  reminded_mark = (extract(epoch from clock_timestamp()) * 1000000)::bigint
                from due where k.account = due.account and k.conversation = due.conversation
                """
                    + RETURNING)
            .bind("max", max)
            .map(Entry::of)
            .list());
  }

  private Optional<Entry> one(ReadPermit permit, String sql, UnaryOperator<Query> bound) {
    return database.query(handle ->
        bound
            .apply(
                handle
                    .createQuery(sql + RETURNING)
                    .bind("account", permit.caller().account().value())
                    .bind("conversation", permit.conversation().id().value()))
            .map(Entry::of)
            .findOne());
  }
}
