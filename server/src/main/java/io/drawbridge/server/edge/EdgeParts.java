package io.drawbridge.server.edge;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.dispatch.Dispatcher;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Memory;
import io.drawbridge.server.observe.Health;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import java.util.concurrent.Executor;

/**
 * The parts that the doors are built from.
 *
 * @param threads starts a virtual thread for each task
 */
public record EdgeParts(
    EdgeConfig config,
    Dispatcher dispatcher,
    Admission admission,
    Memory memory,
    FrameCodec codec,
    Health health,
    Metrics metrics,
    SecurityLog security,
    Executor threads) {}
