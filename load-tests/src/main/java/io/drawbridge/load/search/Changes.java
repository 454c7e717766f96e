package io.drawbridge.load.search;

import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.Table;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Result;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * Times a send, an edit and a delete over the wire, one after the other: with the index of the
 * words, without it, with it again. It comes last: the index is new afterwards.
 */
final class Changes {
  private static final String INDEX = "create index message_terms on message using gin (terms)";

  private final Testbed testbed;
  private final SocketDoor door;
  private final Cast cast;
  private final int count;

  Changes(Testbed testbed, Sockets sockets, Cast cast, int count) {
    this.testbed = testbed;
    this.door = new SocketDoor(sockets, testbed.server().uri(), cast.everything().accessToken());
    this.cast = cast;
    this.count = count;
  }

  String report() throws Exception {
    Table table = new Table("index", "send ms p50 / p95 / p99 / max", "edit", "delete");
    EmbeddedDatabase database = EmbeddedDatabase.of(testbed.server());
    sample(); // a warm-up
    row(table, "with");
    change(database, "drop index message_terms");
    row(table, "without");
    change(database, INDEX);
    row(table, "with again");
    return table.toString();
  }

  private static void change(EmbeddedDatabase database, String sql) throws SQLException {
    database.execute("set maintenance_work_mem = '1GB'; " + sql);
  }

  private void row(Table table, String name) {
    List<Histogram> sample = sample();
    table.row(
        name,
        Latencies.percentiles(sample.get(0)),
        Latencies.percentiles(sample.get(1)),
        Latencies.percentiles(sample.get(2)));
  }

  private List<Histogram> sample() {
    List<Long> positions = new ArrayList<>();
    Histogram sends = Latencies.histogram();
    for (int i = 0; i < count; i++) {
      MessageResult.Sent sent =
          timed(
              sends,
              new MessageCommand.Send(
                  clientId(), cast.plain(), "one of many to be changed", Optional.empty()));
      positions.add(sent.pos());
    }
    return List.of(
        sends,
        each(
            positions,
            pos -> new MessageCommand.Edit(clientId(), cast.plain(), pos, "changed to this")),
        each(positions, pos -> new MessageCommand.Delete(clientId(), cast.plain(), pos)));
  }

  private String clientId() {
    return testbed.workspace().clientId();
  }

  private Histogram each(List<Long> positions, LongFunction<Command<?>> change) {
    Histogram times = Latencies.histogram();
    positions.forEach(pos -> timed(times, change.apply(pos)));
    return times;
  }

  private <R extends Result> R timed(Histogram times, Command<R> command) {
    long begin = System.nanoTime();
    R result = door.call(command).orTimeout(1, TimeUnit.MINUTES).join();
    Latencies.record(times, System.nanoTime() - begin);
    return result;
  }
}
