/**
 * Every way out that is no socket: rows of one outbox, written in the transaction that is their
 * reason, and for each exit a worker that asks just before it sends whether the row is still
 * wanted. Rows are leased by node, so that workers on several nodes share them, and a fence waits
 * through the row for what is under way anywhere. Entry points are {@code Outbox}, {@code Exit} and
 * {@code Exits}. Imports no feature; {@code exit.surface} has the table of all output surfaces.
 */
@NullMarked
package io.drawbridge.server.exit;

import org.jspecify.annotations.NullMarked;
