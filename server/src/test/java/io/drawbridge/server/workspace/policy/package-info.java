/** Tests of workspaces. */
@NullMarked
package io.drawbridge.server.workspace.policy;

import org.jspecify.annotations.NullMarked;
