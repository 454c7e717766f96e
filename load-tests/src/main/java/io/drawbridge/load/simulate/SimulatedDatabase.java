package io.drawbridge.load.simulate;

import io.drawbridge.server.db.Database;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One node's way to the database. A transaction is one step, before and after which others go on;
 * while the node is cut off, what it asks and what it is answered waits.
 */
final class SimulatedDatabase implements Database {
  /** Nobody uses it: the rows are not behind SQL. */
  private static final Handle HANDLE = Jdbi.open(nothing());

  /** The likelihood that a way to the database, or back, takes long. */
  private static final double SLOW = 0.04;

  private final Timeline timeline;
  private long cutOffUntil;

  SimulatedDatabase(Timeline timeline) {
    this.timeline = timeline;
  }

  private static Connection nothing() {
    InvocationHandler answers =
        (_, method, _) ->
            switch (method.getReturnType().getName()) {
              case "boolean" -> false;
              case "int" -> 0;
              default -> null;
            };
    return (Connection)
        Proxy.newProxyInstance(
            SimulatedDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, answers);
  }

  void cutOffUntil(long nanos) {
    cutOffUntil = nanos;
  }

  private void way() {
    timeline.step();
    if (timeline.chance(SLOW)) {
      timeline.sleep(timeline.draw(1, 500));
    }
    timeline.await(() -> cutOffUntil <= timeline.now());
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    way();
    T result = work.apply(HANDLE);
    way();
    return result;
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return write(work);
  }

  @Override
  public <T> T query(Function<Handle, T> work) {
    return write(work);
  }
}
