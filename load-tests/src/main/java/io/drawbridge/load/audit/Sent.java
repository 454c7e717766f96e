package io.drawbridge.load.audit;

/**
 * One message as its sender knows it: position, and when it was asked for and acknowledged
 * (nanoseconds).
 */
record Sent(long pos, long asked, long acknowledged) {}
