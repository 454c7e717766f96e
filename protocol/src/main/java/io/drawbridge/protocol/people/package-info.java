/**
 * The values that describe people, their sessions, their presence and their seat in a workspace on
 * the wire. Commands, results and frames carry them.
 */
@NullMarked
package io.drawbridge.protocol.people;

import org.jspecify.annotations.NullMarked;
