package io.drawbridge.server.preview;

import io.drawbridge.server.db.Sha256;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keeps pages as they were read, by their URL, so that each is called once in a while only. */
final class PageStore {
  /** Pages that are kept at once, each of a few kB; those that last longest stay. */
  static final int PAGES_MAX = 10_000;

  private static final int SWEPT_AT_ONCE = 1_000;

  /** What was read of a page; {@code page} is empty if it shows nothing. */
  record Known(Optional<Page> page) {}

  /** A page that was read and is still good. */
  Optional<Known> find(Handle handle, String url) {
    return handle
        .createQuery(
            """
            select title, description, site from preview_page
            where key = :key and expires_at > clock_timestamp()
            """)
        .bind("key", Sha256.of(url))
        .map((rows, context) ->
            known(rows.getString("title"), rows.getString("description"), rows.getString("site")))
        .findOne();
  }

  private static Known known(
      @Nullable String title, @Nullable String description, @Nullable String site) {
    return new Known(
        Optional.ofNullable(title)
            .map(it -> new Page(it, Optional.ofNullable(description), Optional.ofNullable(site))));
  }

  /** Takes a page for this node to read; false if another one is at it, or has just read it. */
  boolean claim(Handle handle, String url, Duration lease) {
    return handle
            .createUpdate(
                """
                insert into preview_page as p (key, leased_until)
                values (:key, clock_timestamp() + :seconds * interval '1 second')
                on conflict (key) do update set leased_until = excluded.leased_until
                where p.expires_at < clock_timestamp() and p.leased_until < clock_timestamp()
                """)
            .bind("key", Sha256.of(url))
            .bind("seconds", lease.toSeconds())
            .execute()
        == 1;
  }

  /** Notes what was read of a page that was claimed. */
  void put(Handle handle, String url, Optional<Page> page, Duration good) {
    handle
        .createUpdate(
            """
            update preview_page set title = :title, description = :description, site = :site,
              expires_at = clock_timestamp() + :seconds * interval '1 second', leased_until = '-infinity'
            where key = :key
            """)
        .bind("key", Sha256.of(url))
        .bind("title", page.map(Page::title).orElse(null))
        .bind("description", page.flatMap(Page::description).orElse(null))
        .bind("site", page.flatMap(Page::site).orElse(null))
        .bind("seconds", good.toSeconds())
        .execute();
  }

  /** Lets another node read a page that was claimed. */
  void release(Handle handle, String url) {
    handle
        .createUpdate("update preview_page set leased_until = '-infinity' where key = :key")
        .bind("key", Sha256.of(url))
        .execute();
  }

  /** Forgets what is no longer good, and the oldest of what is too much. */
  void sweep(Handle handle) {
    handle
        .createUpdate(
            """
            delete from preview_page where key in (
              select key from preview_page
              where expires_at < now() and leased_until < now() limit :some)
            """)
        .bind("some", SWEPT_AT_ONCE)
        .execute();
    handle
        .createUpdate(
            """
            delete from preview_page where key in (
              select key from preview_page where leased_until < clock_timestamp()
              order by expires_at desc offset :max limit :some)
            """)
        .bind("max", PAGES_MAX)
        .bind("some", SWEPT_AT_ONCE)
        .execute();
  }
}
