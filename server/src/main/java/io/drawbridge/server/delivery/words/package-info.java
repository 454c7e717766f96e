/**
 * Cuts texts into the words by which they are found, for the log that stores them and for the
 * search that looks for them. Entry points {@code Words} and {@code IndexedText}. Imports nothing
 * of the server; imported by {@code append} and by features.
 */
@NullMarked
package io.drawbridge.server.delivery.words;

import org.jspecify.annotations.NullMarked;
