package io.drawbridge.server.delivery.fanout;

import io.drawbridge.server.delivery.log.EventFrames;
import io.drawbridge.server.session.Sessions;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

/** The state that the fan-out keeps for each event loop. */
public final class Loops {
  private final List<LoopQueue> queues;
  private final List<HeadNotices> notices;

  public Loops(Sessions sessions, EventFrames frames, ScheduledExecutorService timer) {
    this.queues =
        IntStream.range(0, sessions.loops())
            .mapToObj(loop -> new LoopQueue(sessions, loop))
            .toList();
    this.notices =
        queues.stream()
            .map(queue -> new HeadNotices(frames, timer, queue, System::nanoTime))
            .toList();
  }

  LoopQueue queue(int loop) {
    return queues.get(loop);
  }

  /** The notices of a loop, to be used on that loop only. */
  HeadNotices notices(int loop) {
    return notices.get(loop);
  }
}
