/** Tests of how seats end without a removal, and come to externals. */
@NullMarked
package io.drawbridge.server.workspace.departure;

import org.jspecify.annotations.NullMarked;
