/** Tests of what other services post. */
@NullMarked
package io.drawbridge.server.webhook.incoming;

import org.jspecify.annotations.NullMarked;
