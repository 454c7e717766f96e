package io.drawbridge.protocol.result;

/**
 * The durations of the parts of a removal, in microseconds.
 *
 * @param lockMicros until the domain's lock was held
 * @param commitMicros until the change was committed
 * @param fenceMicros until every node had acknowledged it or its lease had ended
 * @param totalMicros all together
 */
public record Phases(long lockMicros, long commitMicros, long fenceMicros, long totalMicros) {}
