package io.drawbridge.client;

/**
 * Counts of one client since it was made.
 *
 * @param connections that were started
 * @param frames that arrived
 * @param duplicates events that had been there before, and were dropped
 * @param resyncs gaps that the server could not fill
 * @param unknownEvents events that this version does not know, and ignored
 */
public record ClientStats(
    int connections, long frames, long duplicates, long resyncs, long unknownEvents) {

  static ClientStats none() {
    return new ClientStats(0, 0, 0, 0, 0);
  }
}
