/** Tests of the fence and the nodes. */
@NullMarked
package io.drawbridge.server.cluster;

import org.jspecify.annotations.NullMarked;
