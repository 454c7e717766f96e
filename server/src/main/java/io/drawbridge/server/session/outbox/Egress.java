package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.observe.Metrics;

/**
 * The things that every outbox needs on the way out: the gate, the clock, the codec, the bounds,
 * the counts.
 *
 * @param memory what all outboxes share
 */
public record Egress(
    EgressGate gate,
    DatabaseClock clock,
    FrameCodec codec,
    SessionLimits limits,
    MemoryBudget memory,
    Metrics metrics) {}
