package io.drawbridge.server.delivery.append.forward;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.ForwardToExternals;
import io.drawbridge.server.access.link.DomainId;

/**
 * The message that a new one passes on.
 *
 * @param source where it stands
 * @param domain of that place
 * @param text what it said when it was read; it is passed on only if it says so still
 * @param begins where in the new text it begins
 * @param policy how it may be passed on to where externals read
 * @param confirmed its author said whom they pass it on to
 * @param starts a thread begins with it
 */
public record Forward(
    ConversationId source,
    long pos,
    DomainId domain,
    String text,
    int begins,
    ForwardToExternals policy,
    boolean confirmed,
    boolean starts) {}
