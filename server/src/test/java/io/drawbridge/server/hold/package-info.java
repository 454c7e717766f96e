/** Tests of legal holds. */
@NullMarked
package io.drawbridge.server.hold;

import org.jspecify.annotations.NullMarked;
