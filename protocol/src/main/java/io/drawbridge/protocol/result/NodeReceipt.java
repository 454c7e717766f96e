package io.drawbridge.protocol.result;

/**
 * The part of one node in a removal.
 *
 * @param node the node's name
 * @param sessions sessions that it cut off
 * @param phases how long it took
 */
public record NodeReceipt(String node, int sessions, Phases phases) {}
