/**
 * The proof on several nodes: people are removed while messages are sent and a fault is made at one
 * node after the other; what each was handed is judged at the sockets. Entry point: {@link
 * io.drawbridge.load.cluster.NodesRun}.
 */
@NullMarked
package io.drawbridge.load.cluster;

import org.jspecify.annotations.NullMarked;
