/** Tests of the package of the same name. */
@NullMarked
package io.drawbridge.server.membership;

import org.jspecify.annotations.NullMarked;
