/**
 * Finds the externals who are in and whom the policies, as they are or as they would be, would not
 * let in as they are (N-10). Entry point: {@link io.drawbridge.server.access.breach.Breaches}.
 */
@NullMarked
package io.drawbridge.server.access.breach;

import org.jspecify.annotations.NullMarked;
