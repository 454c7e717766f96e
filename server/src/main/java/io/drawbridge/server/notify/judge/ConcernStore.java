package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.notify.rule.Keyword;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Finds whom events may concern; whether they are told of them is for the rule to say. */
final class ConcernStore {
  /** People who hear of every message of one conversation; each message has at least as many. */
  static final int EVERYTHING_MAX = Limits.NOTICES_PER_MESSAGE_MAX;

  /** Keywords looked at that begin with a word of the texts. */
  private static final int KEYWORDS_MAX = 5_000;

  /** One person whom one event concerns. */
  record Concern(ConversationId conversation, long pos, AccountId account) {}

  /** Those whom messages name. */
  List<Concern> named(Handle handle, List<Occurrence> events) {
    return places(events)
        .bind(
            handle.createQuery(
                """
                select n.conversation, n.pos, n.account
                from unnest(:conversations, :positions) as u (conversation, pos)
                join mention n on n.conversation = u.conversation and n.pos = u.pos
                """))
        .map(row ->
            new Concern(
                new ConversationId(row.getColumn("conversation", Long.class)),
                row.getColumn("pos", Long.class),
                new AccountId(row.getColumn("account", Long.class))))
        .list();
  }

  /** Those who shared or follow a file of which there is a newer version since. */
  List<Concern> filed(Handle handle, List<Occurrence> events) {
    return places(events)
        .bind(
            handle.createQuery(
                """
                select distinct e.conversation, e.pos, w.account
                from unnest(:conversations, :positions) as u (conversation, pos)
                join event e on e.conversation = u.conversation and e.pos = u.pos
                  and e.kind = 'refiled'
                join file x on x.conversation = e.conversation and x.pos = e.target
                  and x.current and x.version > 1 and x.shared_at = e.at
                cross join lateral (
                  select l.account from file_follow l where l.file = x.series
                  union all
                  select o.owner from file o where o.id = x.series) w
                """))
        .map(row ->
            new Concern(
                new ConversationId(row.getColumn("conversation", Long.class)),
                row.getColumn("pos", Long.class),
                new AccountId(row.getColumn("account", Long.class))))
        .list();
  }

  private static Columns places(List<Occurrence> events) {
    Columns columns = Columns.empty().number("conversations").number("positions");
    events.forEach(it -> columns.add(it.conversation().value(), it.pos()));
    return columns;
  }

  /** Somebody whom every message of a conversation may concern. */
  record Everything(ConversationId conversation, AccountId account) {}

  /**
   * Those in DMs; those to whom threads are addressed; those who follow, or want to hear everything
   * there or everywhere. Of each conversation a bounded number, of those who reach it.
   */
  List<Everything> everything(Handle handle, Collection<ConversationId> conversations) {
    return handle
        .createQuery(
            """
            select c.id, w.account
            from conversation c
            cross join lateral (
              select p.person as account from people_in(c.id) p
              where c.kind = 'dm' or (c.kind = 'thread' and p.grp is null) or exists (
                select from notice_setting s
                where s.account = p.person and s.conversation = 0 and s.level = 'all')
              union
              select k.account from marker k
              where k.conversation = c.id and k.followed and reaches(k.account, c.id)
              union
              select s.account from notice_setting s
              where s.conversation = c.id and s.level = 'all' and reaches(s.account, c.id)
              order by 1 limit :max) w
            where c.id = any(:ids)
            """)
        .bind(
            "ids",
            new SqlArray("bigint", conversations.stream().map(ConversationId::value).toList()))
        .bind("max", EVERYTHING_MAX)
        .map(row ->
            new Everything(
                new ConversationId(row.getColumn("id", Long.class)),
                new AccountId(row.getColumn("account", Long.class))))
        .list();
  }

  /** A keyword of somebody in one of the conversations, that a text of it may bear. */
  record Wanted(ConversationId conversation, AccountId account, Keyword keyword) {}

  /**
   * The keywords that begin with one of the words that stand in a conversation, of those who reach
   * it. Of each conversation a bounded number.
   */
  List<Wanted> keywords(Handle handle, Map<ConversationId, Set<String>> words) {
    Columns columns = Columns.empty().number("conversations").text("words");
    words.forEach(
        (conversation, said) -> said.forEach(word -> columns.add(conversation.value(), word)));
    if (columns.isEmpty()) {
      return List.of();
    }
    return columns
        .bind(
            handle.createQuery(
                """
                select u.conversation, k.account, k.keyword
                from (
                  select w.conversation, array_agg(w.word) as words
                  from unnest(:conversations, :words) as w (conversation, word)
                  group by w.conversation) u
                cross join lateral (
                  select n.account, n.keyword from notice_keyword n
                  where n.first = any(u.words) and reaches(n.account, u.conversation)
                  order by n.account limit :max) k
                """))
        .bind("max", KEYWORDS_MAX)
        .map(row ->
            new Wanted(
                new ConversationId(row.getColumn("conversation", Long.class)),
                new AccountId(row.getColumn("account", Long.class)),
                Keyword.of(row.getColumn("keyword", String.class))))
        .list();
  }
}
