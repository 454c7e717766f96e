/**
 * What passing a message on takes of a writer lane: the original, seen by its author under the
 * locks of both places. Entry points: {@link Forward} and {@link ForwardStore}.
 */
@NullMarked
package io.drawbridge.server.delivery.append.forward;

import org.jspecify.annotations.NullMarked;
