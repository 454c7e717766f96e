/** The doorbell by the database itself. */
@NullMarked
package io.drawbridge.server.cluster.notify;

import org.jspecify.annotations.NullMarked;
