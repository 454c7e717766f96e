/**
 * The one way by which the server calls URLs that people name: webhooks and pushes. Every address
 * is judged after it was resolved, and the connection goes to that very address. Entry points are
 * {@code Destination} and {@code OutboundClient}. Imports no feature.
 */
@NullMarked
package io.drawbridge.server.outbound;

import org.jspecify.annotations.NullMarked;
