/**
 * Makes pushes of what is true when they leave, and sends them: to the push services of browsers
 * and to the operator's gateway ({@code PushExit}, {@code PushCarrier}).
 */
@NullMarked
package io.drawbridge.server.push.send;

import org.jspecify.annotations.NullMarked;
