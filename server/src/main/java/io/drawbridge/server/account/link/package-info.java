/**
 * The one-time links that are mailed: asked for, shown, redeemed. An area adds its own use of a
 * link through {@code LinkUse}.
 */
@NullMarked
package io.drawbridge.server.account.link;

import org.jspecify.annotations.NullMarked;
