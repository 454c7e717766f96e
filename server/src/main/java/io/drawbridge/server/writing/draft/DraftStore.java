package io.drawbridge.server.writing.draft;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.link.AccountTurnStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.PagePlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rows of {@code draft}, read only by their authors and where they see the conversation. */
final class DraftStore {
  private final Database database;

  DraftStore(Database database) {
    this.database = database;
  }

  /**
   * Keeps a draft in place of the one before; false if there are so many. Once there are, those for
   * conversations that their author sees no more make room.
   *
   * @throws Failure if the author's account has ended, or they see the conversation no more
   */
  boolean save(ReadPermit permit, String text, Optional<Long> quote, int max) {
    database.requireRoom();
    return database.write(handle -> {
      long author = permit.caller().account().value();
      // The person's requests take turns, so that the count holds and no two get the same mark.
      if (!AccountTurnStore.take(handle, permit.caller().account())) {
        throw Failure.notFound();
      }
      return handle
          .createQuery(
              """
              with held as (
                select count(*) filter (where t.conversation <> :conversation) as others,
                       coalesce(max(t.mark), 0) as mark
                from draft t where t.account = :author),
              gone as (
                delete from draft x using held h
                where x.account = :author and h.others >= :max and x.conversation <> :conversation
                  and not reaches(:author, x.conversation)
                returning x.mark),
              kept as (
                insert into draft (account, conversation, text, quote, mark)
                select :author, :conversation, :text, cast(:quote as bigint),
                       greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, h.mark + 1)
                from held h
                where h.others - (select count(*) from gone) < :max and reaches(:author, :conversation)
                on conflict (account, conversation) do update
                  set text = excluded.text, quote = excluded.quote, mark = excluded.mark,
                      saved_at = excluded.saved_at
                returning mark)
              select exists (select from kept) as kept, reaches(:author, :conversation) as seen
              """)
          .bind("author", author)
          .bind("conversation", permit.conversation().id().value())
          .bind("text", text)
          .bind("quote", quote.orElse(null))
          .bind("max", max)
          .map((row, context) -> {
            if (!row.getBoolean("seen")) {
              throw Failure.notFound();
            }
            return row.getBoolean("kept");
          })
          .one();
    });
  }

  /** Lets one go; it may have gone before. */
  void discard(ReadPermit permit) {
    database.write(handle ->
        handle.execute(
            "delete from draft where account = ? and conversation = ?",
            permit.caller().account().value(),
            permit.conversation().id().value()));
  }

  /** What is kept for a conversation; empty if its author does not see that. */
  Optional<DraftRow> find(AccountId author, ConversationId conversation) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select c.id as conversation, c.domain, d.epoch as needs, t.text, t.mark, t.saved_at,
                       case when t.quote > f.pos then t.quote end as quote
                from conversation c
                join domain d on d.id = c.domain
                cross join lateral floor_of(:author, c.id) f
                left join draft t on t.account = :author and t.conversation = c.id
                where c.id = :conversation
                """)
            .bind("author", author.value())
            .bind("conversation", conversation.value())
            .map(DraftRow::of)
            .findOne());
  }

  /** Those behind a place, the last one saved first, of conversations that their author sees. */
  List<DraftRow> page(AccountId author, PagePlace after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                with kept as materialized (
                  select t.* from draft t
                  where t.account = :author and t.mark < :mark
                    and t.conversation in (select r.conversation from reach_of(:author) r)
                  order by t.mark desc limit :limit)
                select t.conversation, c.domain, d.epoch as needs, t.text, t.mark, t.saved_at,
                       case when t.quote > f.pos then t.quote end as quote
                from kept t
                join conversation c on c.id = t.conversation
                join domain d on d.id = c.domain
                cross join lateral floor_of(:author, t.conversation) f
                order by t.mark desc
                """)
            .bind("author", author.value())
            .bind("mark", after.key())
            .bind("limit", limit)
            .map(DraftRow::of)
            .list());
  }

  /** Deletes what is older, a bounded number; returns how many. */
  int forget(Duration age, int max) {
    return database.write(handle ->
        handle
            .createUpdate(
                """
                delete from draft where (account, conversation) in (
                  select t.account, t.conversation from draft t
                  where t.saved_at < now() - :seconds * interval '1 second'
                  order by t.saved_at limit :max for update skip locked)
                """)
            .bind("seconds", age.toSeconds())
            .bind("max", max)
            .execute());
  }
}
