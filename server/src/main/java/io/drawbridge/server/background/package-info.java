/**
 * Work that nobody waits for at the door: what is done again and again ({@code Jobs}), what is
 * tried until it is done ({@code Retry}), and tasks one after the other ({@code SerialExecutor}).
 * One of each for the whole server. Imported by all but {@code db}, of which it asks how loud a
 * failure is.
 *
 * <p>What is not the same stays where it is: the watches of {@code db} go on while the database is
 * away, on connections of their own; the lanes of {@code delivery} and {@code inbox} commit in
 * groups what waits; {@code Nodes} holds its lock for one connection's life; the waits of a row in
 * the outbox outlive the process; the fan-out's timer wakes a loop once, soon.
 */
@NullMarked
package io.drawbridge.server.background;

import org.jspecify.annotations.NullMarked;
