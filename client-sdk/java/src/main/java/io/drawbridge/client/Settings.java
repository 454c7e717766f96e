package io.drawbridge.client;

import io.drawbridge.client.background.Backoff;
import io.drawbridge.client.background.Liveness;
import io.drawbridge.client.background.Retries;
import io.drawbridge.protocol.codec.FrameCodec;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The settings that a client was built with.
 *
 * @param callTimeout from the call to its answer, waiting for a connection included
 * @param connectTimeout of one attempt, from the socket to the answer to resume
 * @param heartbeat see {@link Liveness}
 * @param inFlightMax commands sent and not yet answered; the server's own bound counts too
 * @param waitingMax commands that wait to be sent
 * @param eventsBufferedMax events that wait for handlers before reading stops
 */
record Settings(
    String device,
    Duration callTimeout,
    Duration connectTimeout,
    Duration heartbeat,
    Backoff backoff,
    Retries retries,
    int inFlightMax,
    int waitingMax,
    int eventsBufferedMax,
    RandomGenerator random) {

  /** One for the process: it is immutable, and expensive to make. */
  static final FrameCodec CODEC = new FrameCodec();
}
