package io.drawbridge.protocol.push;

import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.id.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A device that is pushed to, as its person sees it. Where it is reached is shown to nobody again.
 *
 * @param device which
 * @param kind the way that leads to it
 * @param name what it is called
 * @param session the session with which it ends, if it ends with one
 * @param createdAt when it was subscribed
 */
public record PushDevice(
    PushDeviceId device,
    PushKind kind,
    String name,
    Optional<SessionId> session,
    Instant createdAt) {}
