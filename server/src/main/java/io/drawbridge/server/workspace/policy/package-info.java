/** Shows and sets the policies of workspaces and conversations. Used by the composition only. */
@NullMarked
package io.drawbridge.server.workspace.policy;

import org.jspecify.annotations.NullMarked;
