/** Tests of the package of the same name. */
@NullMarked
package io.drawbridge.server.people;

import org.jspecify.annotations.NullMarked;
