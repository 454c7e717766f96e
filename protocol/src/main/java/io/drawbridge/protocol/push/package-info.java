/**
 * Pushes: where one goes ({@code PushTarget}), what is told of a device that gets some, and what
 * stands in one ({@code PushMessage}).
 */
@NullMarked
package io.drawbridge.protocol.push;

import org.jspecify.annotations.NullMarked;
