/**
 * Shows an operator how the server does: metrics and health. {@code MetricName} lists every metric.
 * Imports nothing of the server; everything may import it.
 */
@NullMarked
package io.drawbridge.server.observe;

import org.jspecify.annotations.NullMarked;
