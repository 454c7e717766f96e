package io.drawbridge.server.db;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Passes on to a database, and counts the rows that each visit fetches from tables, whether or not
 * they are in the answer. Tables are read by their indexes, as they are once they are large.
 */
public final class CountingDatabase implements Database {
  private final Database real;
  private final ConcurrentLinkedQueue<Long> visits = new ConcurrentLinkedQueue<>();

  public CountingDatabase(Database real) {
    this.real = real;
  }

  /** The rows of each visit since the last call, how it came first. */
  public List<Long> visits() {
    List<Long> taken = new ArrayList<>();
    for (Long visit = visits.poll(); visit != null; visit = visits.poll()) {
      taken.add(visit);
    }
    return taken;
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return counted(work);
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return counted(work);
  }

  @Override
  public <T> T query(Function<Handle, T> work) {
    return counted(work);
  }

  private <T> T counted(Function<Handle, T> work) {
    return real.write(handle -> {
      handle.execute("set local enable_seqscan = off");
      long before = fetched(handle);
      T result = work.apply(handle);
      visits.add(fetched(handle) - before);
      return result;
    });
  }

  private static long fetched(Handle handle) {
    return handle
        .createQuery(
            """
            select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)
            from pg_stat_xact_user_tables
            """)
        .mapTo(Long.class)
        .one();
  }
}
