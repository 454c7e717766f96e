/** The doorbell by NATS, for as many nodes as there are. */
@NullMarked
package io.drawbridge.server.cluster.nats;

import org.jspecify.annotations.NullMarked;
