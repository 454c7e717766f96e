/** Tests the doorbell by NATS with its real server. */
@NullMarked
package io.drawbridge.server.cluster.nats;

import org.jspecify.annotations.NullMarked;
