/** Tests of what admins do with all externals of a workspace. */
@NullMarked
package io.drawbridge.server.external;

import org.jspecify.annotations.NullMarked;
