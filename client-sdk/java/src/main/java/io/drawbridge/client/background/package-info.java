/** The timers, retries and serial queues of the client. Bots need nothing of it. */
@NullMarked
package io.drawbridge.client.background;

import org.jspecify.annotations.NullMarked;
