package io.drawbridge.load.search;

import io.drawbridge.load.corpus.Corpus;
import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.measure.HostCpu;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.Table;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.MessageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Search in a full database (P16): pages of several queries for three readers, one page after the
 * other, in turns with the very statements that the server runs for them, without the server. Then
 * their plans, the sizes of the indexes, and what an edit and a delete take with and without the
 * index.
 */
public final class SearchScenario {
  private static final Duration SAMPLE_MAX = Duration.ofSeconds(10);

  private static final String ALL = "of everything";

  private final Size size;
  private final Optional<Path> plans;
  private final Consumer<String> out;

  /** The size of a run: {@code pages} of each query a round on each side. */
  public record Size(long messages, int conversations, int pages, int rounds, long seed) {}

  public SearchScenario(Size size, Optional<Path> plans, Consumer<String> out) {
    this.size = size;
    this.plans = plans;
    this.out = out;
  }

  private record Asked(String reader, SocketDoor door, String name, String query) {
    MessageResult.Found page() {
      return door.call(
              new MessageCommand.Search(
                  query, Optional.empty(), Optional.empty(), Optional.empty()))
          .orTimeout(5, TimeUnit.MINUTES)
          .join();
    }

    /** What nobody wrote; and where a reader sees little, what few wrote. */
    boolean mayFindNothing() {
      return name.equals("absent") || (!reader.equals(ALL) && !name.equals("common"));
    }
  }

  private record Measured(int hits, Histogram ours, Histogram bare) {
    double ratio(double percentile) {
      return 1.0 * ours.getValueAtPercentile(percentile) / bare.getValueAtPercentile(percentile);
    }
  }

  /** Runs to the end; true if every reader found what is there. */
  public boolean run() throws Exception {
    Texts texts = new Texts(Corpus.read(Optional.empty()));
    try (Testbed testbed = Testbed.open();
        Sockets sockets = new Sockets(1)) {
      Cast cast = Cast.of(testbed);
      EmbeddedDatabase database = EmbeddedDatabase.of(testbed.server());
      testbed.server().kill();
      long start = System.nanoTime();
      new Filling(database, cast, texts, size.seed()).fill(size.messages(), size.conversations());
      out.accept(
          "%,d messages in %,d conversations, seed %d, filled in %d s"
              .formatted(
                  size.messages(),
                  size.conversations(),
                  size.seed(),
                  Duration.ofNanos(System.nanoTime() - start).toSeconds()));
      out.accept(new Sizes(database).report());
      new Statements(database).logAll(true);
      testbed.server().restart();
      Map<String, List<String>> statements = statements(testbed, sockets, cast, texts);
      new Statements(EmbeddedDatabase.of(testbed.server())).logAll(false);
      testbed.server().killAndRestart();
      boolean whole = measure(testbed, sockets, cast, texts, statements);
      plans(new Statements(EmbeddedDatabase.of(testbed.server())), statements);
      out.accept(new Changes(testbed, sockets, cast, size.pages()).report());
      return whole;
    }
  }

  private List<Asked> asked(Testbed testbed, Sockets sockets, Cast cast, Texts texts) {
    List<Asked> all = new ArrayList<>();
    Map<String, AccountResult.Tokens> readers = new LinkedHashMap<>();
    readers.put(ALL, cast.everything());
    readers.put("external of one", cast.one());
    readers.put("of " + Filling.SOME, cast.some());
    String common = texts.common();
    readers.forEach((reader, tokens) -> {
      SocketDoor door = new SocketDoor(sockets, testbed.server().uri(), tokens.accessToken());
      String thread = (reader.startsWith("of 5") ? cast.shared() : cast.bridge()).toString();
      Map<String, String> queries = new LinkedHashMap<>();
      queries.put("rare", Texts.RARE);
      queries.put("common", "\"" + common + "\"");
      queries.put("phrase", "\"" + texts.pair() + "\"");
      queries.put("prefix", common.substring(0, 3));
      queries.put("from", "from:%s \"%s\"".formatted(Cast.SOME, common));
      queries.put("in", "in:%s \"%s\"".formatted(thread, common));
      queries.put(
          "before",
          "before:%s \"%s\"".formatted(LocalDate.now(ZoneOffset.UTC).minusDays(200), common));
      queries.put("file", "has:file \"%s\"".formatted(common));
      queries.put("chinese", Texts.CHINESE);
      queries.put("absent", "xyzzyx");
      queries.forEach((name, query) -> all.add(new Asked(reader, door, name, query)));
    });
    return all;
  }

  private Map<String, List<String>> statements(
      Testbed testbed, Sockets sockets, Cast cast, Texts texts)
      throws IOException, InterruptedException {
    Statements log = new Statements(EmbeddedDatabase.of(testbed.server()));
    Map<String, List<String>> statements = new LinkedHashMap<>();
    for (Asked asked : asked(testbed, sockets, cast, texts)) {
      statements.put(asked.reader() + ", " + asked.name(), log.of(asked::page));
    }
    return statements;
  }

  private boolean measure(
      Testbed testbed,
      Sockets sockets,
      Cast cast,
      Texts texts,
      Map<String, List<String>> statements)
      throws Exception {
    Table table =
        new Table(
            "reader, query",
            "hits",
            "statements",
            "page ms p50 / p95 / p99 / max",
            "bare ms p50 / p95 / p99 / max",
            "p50 ratio",
            "p99 ratio",
            "pages");
    boolean whole = true;
    HostCpu before = HostCpu.now();
    Statements bare = new Statements(EmbeddedDatabase.of(testbed.server()));
    for (Asked asked : asked(testbed, sockets, cast, texts)) {
      String name = asked.reader() + ", " + asked.name();
      List<String> same = statements.getOrDefault(name, List.of());
      Measured measured = measured(asked, bare, same);
      whole &= !same.isEmpty() && (measured.hits() > 0 || asked.mayFindNothing());
      table.row(
          name,
          measured.hits(),
          same.size(),
          Latencies.percentiles(measured.ours()),
          Latencies.percentiles(measured.bare()),
          "%.2f".formatted(measured.ratio(50)),
          "%.2f".formatted(measured.ratio(99)),
          measured.ours().getTotalCount());
    }
    out.accept(table.toString());
    out.accept(
        "kept by the host meanwhile: %.1f %%"
            .formatted(HostCpu.now().since(before).stolenPercent()));
    return whole;
  }

  private Measured measured(Asked asked, Statements bare, List<String> same) throws Exception {
    Histogram ours = Latencies.histogram();
    Histogram alone = Latencies.histogram();
    int hits = asked.page().messages().size();
    for (int round = 0; round < size.rounds(); round++) {
      long start = System.nanoTime();
      for (int page = 0;
          page < size.pages() && System.nanoTime() - start < SAMPLE_MAX.toNanos();
          page++) {
        long begin = System.nanoTime();
        asked.page();
        Latencies.record(ours, System.nanoTime() - begin);
      }
      alone.add(bare.run(same, size.pages(), SAMPLE_MAX));
    }
    return new Measured(hits, ours, alone);
  }

  private void plans(Statements bare, Map<String, List<String>> statements) throws Exception {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, List<String>> one : statements.entrySet()) {
      for (String sql : one.getValue()) {
        all.append("%n== %s%n%s%n-- plan%n%s%n".formatted(one.getKey(), sql, bare.plan(sql)));
      }
    }
    out.accept(all.toString());
    if (plans.isPresent()) {
      Files.writeString(plans.get(), all);
    }
  }
}
