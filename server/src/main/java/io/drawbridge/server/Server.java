package io.drawbridge.server;

import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.observe.Health;
import io.drawbridge.server.observe.Metrics;

/**
 * The composition root: makes every part in the order of the imports (database, access, session,
 * delivery, features, command, edge), and stops them in the opposite order. Holds no logic.
 */
public final class Server implements AutoCloseable {
  private final Closing closing;

  private Server(Closing closing) {
    this.closing = closing;
  }

  /**
   * Starts everything; when it returns the server answers. A failed start leaves nothing running.
   */
  public static Server start(ServerConfig config) {
    return start(config, true);
  }

  /** {@code durable} false accepts a database without fsync, for tests. */
  static Server start(ServerConfig config, boolean durable) {
    Closing closing = new Closing();
    try {
      Metrics metrics = new Metrics();
      Health health = new Health();
      DatabasePart.start(config, durable, metrics, health, closing);
      return new Server(closing);
    } catch (RuntimeException e) {
      closing.run();
      throw e;
    }
  }

  /** Sends clients off, finishes what is under way, and stops. */
  @Override
  public void close() {
    closing.run();
  }
}
