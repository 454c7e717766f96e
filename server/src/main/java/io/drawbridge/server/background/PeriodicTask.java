package io.drawbridge.server.background;

import java.time.Duration;

/**
 * A task that its owner wants run again and again while the server runs.
 *
 * @param name as the log and a thread dump show it
 * @param pause the time from the end of one round to the start of the next
 */
public record PeriodicTask(String name, Duration pause, Runnable round) {}
