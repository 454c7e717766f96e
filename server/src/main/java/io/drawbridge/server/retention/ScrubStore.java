package io.drawbridge.server.retention;

import io.drawbridge.server.delivery.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Rewrites the tables that hold content, so that their files hold nothing of rows that are gone. A
 * plain vacuum frees such space and leaves the bytes in it until it is used again.
 */
final class ScrubStore {
  /** Every table with content, and what the planner remembers of values. */
  static List<String> tables() {
    return Stream.concat(
            Arrays.stream(Trace.values()).map(Trace::table),
            Stream.of(
                "conversation",
                "held_content",
                "held_file",
                "request",
                "slash_answer",
                "pg_statistic"))
        .toList();
  }

  /** Rewrites one; who uses it meanwhile waits. Outside of a transaction. */
  void rewrite(Handle handle, String table) {
    handle.execute("set statement_timeout = 0");
    handle.execute("vacuum (full, analyze) " + table);
    handle.execute("reset statement_timeout");
  }

  /** Writes all that is in memory to the files, and begins a new segment of the log. */
  void checkpoint(Handle handle) {
    handle.execute("checkpoint");
    handle.execute("select pg_switch_wal()");
    handle.execute("checkpoint");
  }
}
