/**
 * Makes a removal final on every node: the fence, and the nodes that owe it. Entry points are
 * {@code Fence} and {@code Nodes}. Imports {@code session} and below; imported by {@code delivery}
 * and by the start-up.
 */
@NullMarked
package io.drawbridge.server.cluster;

import org.jspecify.annotations.NullMarked;
