/**
 * Shows again and again that a removal is final on every node, by somebody who does not exist
 * (N-14). Entry point is {@code CanaryFeature}. Made by the start-up alone.
 */
@NullMarked
package io.drawbridge.server.canary;

import org.jspecify.annotations.NullMarked;
