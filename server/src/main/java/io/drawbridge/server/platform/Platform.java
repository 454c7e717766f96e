package io.drawbridge.server.platform;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import java.security.SecureRandom;
import java.util.concurrent.Executor;

/**
 * The ground that every feature stands on. It holds nothing that only some of them need: those get
 * the rest as arguments of their own.
 *
 * @param threads starts a virtual thread for each task
 */
public record Platform(
    Database database,
    DatabaseClock clock,
    Ids ids,
    SecureRandom random,
    FrameCodec codec,
    Metrics metrics,
    SecurityLog security,
    Executor threads,
    Jobs jobs) {}
