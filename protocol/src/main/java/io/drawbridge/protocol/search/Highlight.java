package io.drawbridge.protocol.search;

/**
 * A part of a text that a search meant.
 *
 * @param from its first UTF-16 unit, from 0
 * @param to the one after its last
 */
public record Highlight(int from, int to) {}
