/**
 * Workspaces and who has a seat in them: setting up, inviting members, roles, removal, suspension.
 * {@code WorkspaceCommands} is the entry point; {@code SetUpLinks} makes the console's links.
 */
@NullMarked
package io.drawbridge.server.workspace;

import org.jspecify.annotations.NullMarked;
