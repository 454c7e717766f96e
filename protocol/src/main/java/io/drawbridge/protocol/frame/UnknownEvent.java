package io.drawbridge.protocol.frame;

/**
 * An event that this version does not know; clients ignore it. It is never sent.
 *
 * @param type its type
 */
public record UnknownEvent(String type) implements ServerFrame {}
