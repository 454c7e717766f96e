package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.Median;
import io.drawbridge.load.measure.Table;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Removal to receipt (P6d): a group of many externals, all connected and with the group open,
 * guests who are taken out and let in again: one after the other, with nothing else going on and
 * beside messages at a fixed rate; at a fixed rate with as many additions; and with ten additions
 * for each. Beside it pgbench with one client, one durable row a transaction, with nothing else
 * going on and beside the messages.
 */
public final class RemovalsScenario {
  private static final int GUESTS = 64;
  private static final int CHANGES_A_SECOND = 50;
  private static final int PGBENCH_SECONDS = 2;

  /** Groups to which guests are added meanwhile, all of them to each. */
  private static final int ELSEWHERE = 16;

  /** With more removals the guests would have been added everywhere. */
  private static final int CROWD_MAX = GUESTS * ELSEWHERE / 10;

  private static final String ONE_ROW =
      """
      \\set n random(1, 9000000000000000)
      insert into request (account, client_id, body_hash, result)
      values (-1, 'pgbench-' || :n, sha256('x'), 'x');
      """;

  private final int members;
  private final int rate;
  private final int removals;
  private final int rounds;

  /**
   * A run.
   *
   * @param members who read along
   * @param rate messages a second in flight
   * @param removals of each kind a round
   */
  public RemovalsScenario(int members, int rate, int removals, int rounds) {
    this.members = members;
    this.rate = rate;
    this.removals = removals;
    this.rounds = rounds;
  }

  private record Round(
      double commitMs,
      double besideMs,
      Removals.Times quiet,
      Removals.Times alone,
      Removals.Times mixed,
      Removals.Times crowd,
      String sendTimes,
      long sends) {}

  /** Runs and returns the report. */
  public String run() throws Exception {
    EmbeddedDatabase.requirePgbench();
    try (Testbed testbed = Testbed.open();
        Sockets sockets = new Sockets(2)) {
      URI server = testbed.server().uri();
      Workspace workspace = testbed.workspace();
      ConversationId group = workspace.group("Removals");
      List<Reader> readers = Reader.gather(testbed, sockets, group, members);
      List<AccountResult.Tokens> people =
          workspace.externals(workspace.group("Anteroom"), "guest", GUESTS);
      people.forEach(guest -> new SocketDoor(sockets, server, guest.accessToken()));
      Removals changes =
          new Removals(
              workspace,
              new SocketDoor(sockets, server, workspace.owner().accessToken()),
              group,
              people.stream().map(AccountResult.Tokens::account).toList());
      changes.addAll();
      EmbeddedDatabase database = EmbeddedDatabase.of(testbed.server());
      SocketDoor speaker = readers.getFirst().door();
      try (MessageStream messages = new MessageStream(speaker, workspace, group, rate)) {
        List<Round> results = new ArrayList<>();
        round(workspace, changes, messages, database, GUESTS);
        for (int round = 0; round < rounds; round++) {
          results.add(round(workspace, changes, messages, database, removals));
        }
        return report(results, messages);
      }
    }
  }

  private Round round(
      Workspace workspace,
      Removals changes,
      MessageStream messages,
      EmbeddedDatabase database,
      int count)
      throws Exception {
    List<ConversationId> elsewhere =
        IntStream.range(0, ELSEWHERE)
            .mapToObj(i -> workspace.group("Elsewhere %d".formatted(i)))
            .toList();
    Duration every = Duration.ofSeconds(1).dividedBy(CHANGES_A_SECOND);
    double commit = 1_000 / database.pgbench(ONE_ROW, 1, PGBENCH_SECONDS);
    Removals.Times quiet = changes.oneAfterTheOther(count);
    long before = messages.acknowledged();
    messages.begin();
    double beside = 1_000 / database.pgbench(ONE_ROW, 1, PGBENCH_SECONDS);
    Removals.Times alone = changes.oneAfterTheOther(count);
    String sendTimes = Latencies.percentiles(messages.times());
    Removals.Times mixed = changes.mixed(count, every);
    Removals.Times crowd = changes.crowd(elsewhere, Math.min(count, CROWD_MAX), every);
    messages.pause();
    return new Round(
        commit, beside, quiet, alone, mixed, crowd, sendTimes, messages.acknowledged() - before);
  }

  private String report(List<Round> results, MessageStream messages) {
    Table table =
        new Table(
            "round",
            "commit ms",
            "beside ms",
            "quiet p50 / p95 / p99 / max",
            "beside messages",
            "a send meanwhile",
            CHANGES_A_SECOND + " a second",
            "with 50 additions a second",
            "additions made",
            "p99 quiet / commit",
            "sends");
    for (int i = 0; i < results.size(); i++) {
      Round round = results.get(i);
      table.row(
          i + 1,
          "%.2f".formatted(round.commitMs()),
          "%.2f".formatted(round.besideMs()),
          round.quiet().removals(),
          round.alone().removals(),
          round.sendTimes(),
          round.mixed().removals(),
          round.crowd().removals(),
          round.crowd().additions(),
          "%.1f".formatted(round.quiet().p99() / round.commitMs()),
          round.sends());
    }
    return """
    Removal to receipt in ms, %d members with the group open, %d messages a second, \
    %d removals of each kind a round; \
    pgbench -c1, one row a commit
    %smedians: commit %.2f ms, beside the messages %.2f ms; quiet p50 %.2f, p99 %.2f (%.1f commits); \
    beside the messages p50 %.2f, p99 %.2f; at %d changes a second p50 %.2f, p99 %.2f; \
    with 50 additions a second p50 %.2f, p99 %.2f
    phases of the receipts, medians in ms: quiet %s; beside the messages %s; at %d a second %s
    sends refused: %d
    """
        .formatted(
            members,
            rate,
            removals,
            table,
            median(results, Round::commitMs),
            median(results, Round::besideMs),
            median(results, round -> round.quiet().p50()),
            median(results, round -> round.quiet().p99()),
            median(results, round -> round.quiet().p99() / round.commitMs()),
            median(results, round -> round.alone().p50()),
            median(results, round -> round.alone().p99()),
            CHANGES_A_SECOND,
            median(results, round -> round.mixed().p50()),
            median(results, round -> round.mixed().p99()),
            median(results, round -> round.crowd().p50()),
            median(results, round -> round.crowd().p99()),
            results.getLast().quiet().phases(),
            results.getLast().alone().phases(),
            CHANGES_A_SECOND,
            results.getLast().mixed().phases(),
            messages.refused());
  }

  private static double median(List<Round> results, ToDoubleFunction<Round> of) {
    return Median.of(results.stream().mapToDouble(of));
  }
}
