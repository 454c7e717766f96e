package io.drawbridge.load.search;

import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.protocol.id.ConversationId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills the tables as the server would have over a year that ended a month ago: copies of threads
 * with their links, messages with their index entries, files. Indexes are made afterwards, as a
 * restore does. The server must be started again before anybody reads.
 */
final class Filling {
  /** The threads that the member of some is in. */
  static final int SOME = 50;

  private static final Duration YEAR = Duration.ofDays(334);
  private static final Duration KEPT = Duration.ofDays(31);
  private static final int FILE_EVERY = 100;
  private static final int BUFFER_CHARS = 1 << 16;

  private final EmbeddedDatabase database;
  private final Cast cast;
  private final Texts texts;
  private final long seed;

  Filling(EmbeddedDatabase database, Cast cast, Texts texts, long seed) {
    this.database = database;
    this.cast = cast;
    this.texts = texts;
    this.seed = seed;
  }

  /** Fills, and makes the indexes again. */
  void fill(long messages, int conversations) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set synchronous_commit = off");
      statement.execute("set maintenance_work_mem = '1GB'");
      long domain =
          number(statement, "select domain from conversation where id = " + cast.bridge().value());
      long[] threads = threads(statement, conversations);
      List<String> indexes = withoutIndexes(statement);
      messages(connection, domain, threads, messages);
      for (String index : indexes) {
        statement.execute(index);
      }
      statement.execute("vacuum analyze");
    }
  }

  /** Makes the copies; the external's thread is among the first hundredth, the larger ones. */
  private long[] threads(Statement statement, int conversations) throws SQLException {
    int copies = conversations - SOME - 3;
    if (copies < 0) {
      throw new IllegalArgumentException(
          "conversations: %d (expected: >= %d)".formatted(conversations, SOME + 3));
    }
    List<Long> all = new ArrayList<>();
    all.add(cast.plain().value());
    copies(statement, cast.plain(), copies, all);
    int place = conversations / 50;
    List<Long> shared = new ArrayList<>(List.of(cast.shared().value()));
    copies(statement, cast.shared(), SOME - 1, shared);
    all.addAll(Math.min(place, all.size()), shared);
    all.add(conversations / 100, cast.bridge().value());
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static void copies(Statement statement, ConversationId of, int count, List<Long> into)
      throws SQLException {
    statement.execute(
        """
        insert into conversation
        select r.* from conversation c cross join generate_series(1, %2$d) n
        cross join lateral jsonb_populate_record(c,
          jsonb_build_object('id', c.id - n, 'name', c.name || ' ' || n)) r
        where c.id = %1$d
        """
            .formatted(of.value(), count));
    statement.execute(
        """
        insert into link overriding system value
        select r.* from link l cross join generate_series(1, %2$d) n
        cross join lateral jsonb_populate_record(l,
          jsonb_build_object('id', nextval(pg_get_serial_sequence('link', 'id')),
            'conversation', l.conversation - n)) r
        where l.conversation = %1$d
        """
            .formatted(of.value(), count));
    for (int n = 1; n <= count; n++) {
      into.add(of.value() - n);
    }
  }

  /** Drops what is made faster at once; answers how. */
  private static List<String> withoutIndexes(Statement statement) throws SQLException {
    List<String> make = new ArrayList<>();
    List<String> drop = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made,
                   pg_get_constraintdef(c.oid) as held
            from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype = 'p'
            where i.indrelid = 'message'::regclass
            """)) {
      while (rows.next()) {
        String name = rows.getString("name");
        String held = rows.getString("held");
        drop.add(
            held == null ? "drop index " + name : "alter table message drop constraint " + name);
        make.add(
            held == null
                ? rows.getString("made")
                : "alter table message add constraint %s %s".formatted(name, held));
      }
    }
    for (String one : drop) {
      statement.execute(one);
    }
    return make;
  }

  /** Few threads have many messages: the square of an even draw. */
  private void messages(Connection connection, long domain, long[] threads, long count)
      throws SQLException {
    SplittableRandom random = new SplittableRandom(seed);
    long end = Instant.now().minus(KEPT).toEpochMilli() * 1_000;
    long begin = end - YEAR.toMillis() * 1_000;
    long[] heads = new long[threads.length];
    StringBuilder files = new StringBuilder();
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy message (conversation, pos, epoch, author, text, sent_at, terms) from stdin");
    StringBuilder rows = new StringBuilder();
    for (long number = 0; number < count; number++) {
      double even = random.nextDouble();
      int thread = (int) (threads.length * even * even);
      long conversation = threads[thread];
      long pos = begin + (end - begin) / count * number;
      heads[thread] = pos;
      long author = author(conversation, random);
      List<String> words = texts.text(random, number);
      boolean file = number % FILE_EVERY == 0;
      String text = String.join(" ", words);
      rows.append(conversation).append('\t').append(pos).append("\t0\t").append(author);
      rows.append('\t').append(text).append('\t').append(Instant.ofEpochMilli(pos / 1_000));
      rows.append('\t')
          .append(
              Terms.of(
                  domain, conversation, author, words, file ? List.of("report", "pdf") : List.of()))
          .append('\n');
      if (file) {
        files.append(
            "%d\t%d\tf\t%d\t%d\treport.pdf\t1\t1\tapplication/pdf\t\\\\x%s\t%d\t0\t%d\t1\tt\t%s%n"
                .formatted(
                    number + 1,
                    author,
                    domain,
                    conversation,
                    "00".repeat(32),
                    pos,
                    number + 1,
                    Instant.ofEpochMilli(pos / 1_000)));
      }
      if (rows.length() > BUFFER_CHARS) {
        write(copy, rows);
      }
    }
    write(copy, rows);
    copy.endCopy();
    CopyIn more =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                """
                copy file (id, owner, external, domain, conversation, name, size, received, type, sha256,
                  pos, place, series, version, current, shared_at) from stdin
                """);
    write(more, files);
    more.endCopy();
    heads(connection, threads, heads);
  }

  private long author(long conversation, SplittableRandom random) {
    int draw = random.nextInt(10);
    if (conversation == cast.bridge().value() && draw < 3) {
      return cast.one().account().value();
    }
    return draw < 5 ? cast.some().account().value() : cast.everything().account().value();
  }

  private static void heads(Connection connection, long[] threads, long[] heads)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create temporary table heads (id bigint primary key, head bigint)");
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy heads (id, head) from stdin");
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < threads.length; i++) {
        rows.append(threads[i]).append('\t').append(heads[i]).append('\n');
      }
      write(copy, rows);
      copy.endCopy();
      statement.execute(
          """
          update conversation c set head = greatest(c.head, h.head) from heads h where h.id = c.id
          """);
    }
  }

  private static void write(CopyIn copy, StringBuilder rows) throws SQLException {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    rows.setLength(0);
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
