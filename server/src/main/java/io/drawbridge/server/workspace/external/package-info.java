/** The list of the externals of a workspace, for its admins. */
@NullMarked
package io.drawbridge.server.workspace.external;

import org.jspecify.annotations.NullMarked;
