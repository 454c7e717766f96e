/** Tests of the list of tables that hold content. */
@NullMarked
package io.drawbridge.server.delivery.trace;

import org.jspecify.annotations.NullMarked;
