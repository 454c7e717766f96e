/** Tests of webhooks, through both doors and against a real service on the other side. */
@NullMarked
package io.drawbridge.server.webhook;

import org.jspecify.annotations.NullMarked;
