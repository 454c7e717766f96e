package io.drawbridge.server.preview;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Keeps which messages want previews, until they have some or cannot get any. */
final class WantedStore {
  /** A message whose links are to be read. */
  record Wanted(ConversationId conversation, long pos, AccountId author, List<String> urls) {}

  /** Counts links of this hour for an account or a workspace; returns how many they are. */
  long spend(Handle handle, long scope, int links) {
    return handle
        .createQuery(
            """
            insert into preview_use as u (scope, hour, links)
            values (:scope, date_trunc('hour', clock_timestamp()), :links)
            on conflict (scope, hour) do update set links = u.links + excluded.links
            returning links
            """)
        .bind("scope", scope)
        .bind("links", links)
        .mapTo(Long.class)
        .one();
  }

  /**
   * Notes that a message wants them, unless they were taken away or are there, or its text has
   * other links by now: this comes after the message, and again if the message is sent again.
   */
  void want(Handle handle, DomainId domain, Wanted wanted) {
    handle
        .createUpdate(
            """
            insert into preview_wanted (conversation, pos, author, urls)
            select m.conversation, m.pos, m.author, :urls from message m
            join conversation c on c.id = m.conversation and c.domain = :domain
            where m.conversation = :conversation and m.pos = :pos and m.text is not null
              and m.author = :author and not m.unpreviewed
              and not exists (select from preview p where p.conversation = m.conversation and p.pos = m.pos)
              and not exists (
                select from string_to_table(:urls, chr(10)) u (url) where strpos(m.text, u.url) = 0)
            for share of m
            on conflict (conversation, pos) do update set urls = excluded.urls, tries = 0
            """)
        .bind("domain", domain.value())
        .bind("conversation", wanted.conversation().value())
        .bind("pos", wanted.pos())
        .bind("author", wanted.author().value())
        .bind("urls", String.join("\n", wanted.urls()))
        .execute();
  }

  /** Takes some for this node; another one takes them once the lease is over. */
  List<Wanted> lease(Handle handle, Duration lease, int max) {
    return handle
        .createQuery(
            """
            update preview_wanted w set tries = w.tries + 1,
              leased_until = clock_timestamp() + :seconds * interval '1 second'
            where (w.conversation, w.pos) in (
              select x.conversation, x.pos from preview_wanted x
              where x.leased_until < now()
              order by x.leased_until limit :max for update skip locked)
            returning w.conversation, w.pos, w.author, w.urls
            """)
        .bind("seconds", lease.toSeconds())
        .bind("max", max)
        .map((rows, context) ->
            new Wanted(
                new ConversationId(rows.getLong("conversation")),
                rows.getLong("pos"),
                new AccountId(rows.getLong("author")),
                rows.getString("urls").lines().toList()))
        .list();
  }

  /** Lets somebody take it again after a while, unless it was tried too often. */
  void later(Handle handle, Wanted wanted, Duration pause, int triesMax) {
    handle
        .createUpdate(
            """
            update preview_wanted
            set leased_until = clock_timestamp() + :millis * interval '1 millisecond'
            where conversation = :conversation and pos = :pos and urls = :urls and tries < :tries
            """)
        .bind("millis", pause.toMillis())
        .bind("conversation", wanted.conversation().value())
        .bind("pos", wanted.pos())
        .bind("urls", String.join("\n", wanted.urls()))
        .bind("tries", triesMax)
        .execute();
  }

  /** Forgets the wish that was seen to; one that came after it stays. */
  void done(Handle handle, Wanted wanted) {
    handle.execute(
        "delete from preview_wanted where conversation = ? and pos = ? and urls = ?",
        wanted.conversation().value(),
        wanted.pos(),
        String.join("\n", wanted.urls()));
  }

  /** Returns whether somebody from outside is in the conversation. */
  boolean seenOutside(Handle handle, ConversationId conversation) {
    return handle
        .createQuery("select exists (select from shown_outside(:conversation))")
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Forgets what nobody could do, and the counts of hours that are over. */
  void sweep(Handle handle) {
    handle.execute(
        "delete from preview_wanted where asked_at < clock_timestamp() - interval '1 hour'");
    handle.execute("delete from preview_use where hour < clock_timestamp() - interval '2 hours'");
  }
}
