package io.drawbridge.server.exit;

import io.drawbridge.server.platform.Platform;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An exit with its rows, as the server sends them.
 *
 * @param workers how many rows of it a node sends at the same time
 */
public record Sending<P>(Outbox outbox, Exit<P> exit, int workers) {
  /** Its workers in the name of a node, which are not started yet. */
  public List<ExitWorker<P>> workers(Platform platform, String node) {
    return IntStream.range(0, workers)
        .mapToObj(_ ->
            new ExitWorker<>(
                platform.database(),
                platform.clock(),
                outbox,
                exit,
                node,
                platform.metrics(),
                platform.random()))
        .toList();
  }
}
