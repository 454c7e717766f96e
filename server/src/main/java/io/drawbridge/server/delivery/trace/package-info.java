/**
 * The one list of tables where something of what people write is stored, and the statements that
 * take it away. Everything that deletes content goes by it.
 */
@NullMarked
package io.drawbridge.server.delivery.trace;

import org.jspecify.annotations.NullMarked;
