package io.drawbridge.server.slash;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.server.db.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads what sessions are to be told of asks and answers. */
final class NewsStore {
  /** An answer that came in time may show that much later: it is committed after it. */
  private static final Duration COMMITTED = Duration.ofSeconds(1);

  /** Beyond that, so that a look that comes late still finds that there is no answer. */
  private static final Duration LATE = Duration.ofSeconds(5);

  /** The time for which answers are found; what was told is remembered longer. */
  static final Duration FRESH = Duration.ofSeconds(25);

  /** Found at one look; more than that in a few seconds is told by later looks. */
  private static final int FOUND_MAX = 1_000;

  // The clock stands still while they run (now()), so that indexes can be read by it.
  static final String ASKED =
      """
      select %s, a.id as key, d.epoch as needs, a.body as text
      from slash_ask a join domain d on d.id = a.domain
      where a.asked_at > now() - make_interval(secs => :first)
        and a.answers = 0 and a.body is not null and (cast(:one as bigint) is null or a.id = :one)
      order by a.asked_at desc limit :max
      """;

  static final String ANSWERED =
      """
      select %s, w.id as key, d.epoch as needs, w.text
      from slash_answer w join slash_ask a on a.id = w.ask join domain d on d.id = a.domain
      where w.answered_at > now() - make_interval(secs => :fresh)
        and w.text is not null and (cast(:one as bigint) is null or a.id = :one)
      order by w.answered_at desc limit :max
      """;

  static final String UNANSWERED =
      """
      select %s, a.id as key, d.epoch as needs, '' as text
      from slash_ask a join domain d on d.id = a.domain
      where a.asked_at <= now() - make_interval(secs => :first + :committed)
        and a.asked_at > now() - make_interval(secs => :first + :committed + :late)
        and a.answers = 0 and (cast(:one as bigint) is null or a.id = :one)
      order by a.asked_at desc limit :max
      """;

  private final Database database;

  NewsStore(Database database) {
    this.database = database;
  }

  /**
   * Something of an ask.
   *
   * @param key tells it from all others
   * @param needs the domain's epoch in the snapshot that found it
   * @param text what was asked or answered
   */
  record News(long key, Ask ask, long needs, String text) {}

  /** Whether something may be new: mostly nobody has asked anything for a while. */
  boolean any() {
    return database.query(handle ->
        handle
            .createQuery(
                """
                select exists (
                  select from slash_ask where asked_at > now() - make_interval(secs => :open))
                """)
            .bind("open", Limits.SLASH_ANSWERS.plus(FRESH).toSeconds())
            .mapTo(Boolean.class)
            .one());
  }

  /** Those asked a moment ago, or this one, that nobody has answered. */
  List<News> asked(Optional<AskId> one) {
    return database.query(handle -> news(handle, ASKED, one));
  }

  /** Answers of a moment ago for their askers alone, or those of this ask. */
  List<News> answered(Optional<AskId> one) {
    return database.query(handle -> news(handle, ANSWERED, one));
  }

  /** Those whose time went by without an answer a moment ago. */
  List<News> unanswered() {
    return database.query(handle -> news(handle, UNANSWERED, Optional.empty()));
  }

  private static List<News> news(Handle handle, String sql, Optional<AskId> one) {
    return handle
        .createQuery(sql.formatted(AskStore.COLUMNS))
        .bind("first", Limits.SLASH_FIRST_ANSWER.toSeconds())
        .bind("committed", COMMITTED.toSeconds())
        .bind("late", LATE.toSeconds())
        .bind("fresh", FRESH.toSeconds())
        .bind("one", one.map(AskId::value).orElse(null))
        .bind("max", FOUND_MAX)
        .map(row ->
            new News(
                row.getColumn("key", Long.class),
                AskStore.ask(row),
                row.getColumn("needs", Long.class),
                row.getColumn("text", String.class)))
        .list();
  }
}
