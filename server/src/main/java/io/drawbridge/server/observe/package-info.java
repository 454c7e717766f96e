/**
 * What an operator can see: metrics and health. {@code MetricName} lists every metric. Imports
 * nothing of the server; everything may import it.
 */
@NullMarked
package io.drawbridge.server.observe;

import org.jspecify.annotations.NullMarked;
