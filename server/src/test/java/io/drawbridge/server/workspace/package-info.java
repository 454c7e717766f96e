/** Tests of workspaces. */
@NullMarked
package io.drawbridge.server.workspace;

import org.jspecify.annotations.NullMarked;
