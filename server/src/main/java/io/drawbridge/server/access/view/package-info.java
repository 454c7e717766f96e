/**
 * This node's replicas of the links of the people connected here, moved forward in the order of
 * epochs. Entry points {@code Views} and {@code Residency}. Imported by {@code access}, {@code
 * session}, {@code delivery} and the composition.
 */
@NullMarked
package io.drawbridge.server.access.view;

import org.jspecify.annotations.NullMarked;
